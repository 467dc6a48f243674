"""What this server may reach on other machines, as configured."""

from micrographia.home.config import Config
from micrographia.storage.access import Access, S3Access


def access_of(config: Config) -> Access:
    """The settings `remote_…` and `s3_…` as storage knows them."""
    return Access(
        hosts=config.remote_hosts,
        private_hosts=config.remote_private_hosts,
        seconds=config.remote_seconds,
        memory_bytes=config.remote_memory_bytes,
        s3=S3Access(
            endpoint=config.s3_endpoint,
            region=config.s3_region,
            access_key=config.s3_access_key,
            secret_key=config.s3_secret_key,
            session_token=config.s3_session_token,
        ),
    )
