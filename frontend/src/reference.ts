// The page of all addresses: it can be read without a script; this searches it and asks the server.

import "../styles/reference.css";
import { asking } from "./reference/asking";
import { opening } from "./reference/opening";
import { searching } from "./reference/searching";

opening();
searching();
asking();
