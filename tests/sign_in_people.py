"""People for tests about signing in."""

from base64 import b64encode

from micrographia.accounts.models import Experimenter, ExperimenterGroup, Membership

PASSWORD = "Mikrographie ü 1665"


def person(name: str, password: str = PASSWORD, active: bool = True) -> Experimenter:
    """A member of `user`, if active, and owner of a read-annotate group named after her."""
    experimenter = Experimenter(username=name, first_name="First", last_name=name.title())
    experimenter.set_password(password)
    experimenter.save()
    group = ExperimenterGroup.objects.create(name=f"{name}s", level="rwra--")
    if active:
        Membership.objects.create(experimenter=experimenter, group_id=1, position=0)
    Membership.objects.create(experimenter=experimenter, group=group, is_owner=True, position=1)
    return experimenter


def basic(name: str, password: str = PASSWORD) -> dict[str, str]:
    """The headers of a script that sends its name and password."""
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}
