"""What is kept to know who signs in; read by the role `auth` alone (lock.md, Roles)."""

from hubtable.accounts.models.invitations import Invitation
from hubtable.accounts.models.sessions import SessionRow
from hubtable.accounts.models.users import User

__all__ = ["Invitation", "SessionRow", "User"]
