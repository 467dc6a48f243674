"""What a lab can set, from config.toml and MICROGRAPHIA_* variables."""
