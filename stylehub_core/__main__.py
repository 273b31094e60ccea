"""python -m stylehub_core: the command line."""

from stylehub_core.cli import main

if __name__ == "__main__":
    main()
