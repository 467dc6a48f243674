"""`python -m micrographia` is the command `micrographia`."""

from micrographia.cli.main import main

if __name__ == "__main__":
    main()
