// The login page needs no script, only its style.

import "../styles/login.css";
