from typing import Any

from django.contrib.auth.base_user import BaseUserManager


class UserManager(BaseUserManager):
    """Django's manager asks for a user name; our people have only an e-mail address."""

    use_in_migrations = True

    def _create(self, email: str, password: str | None, **values: Any) -> Any:
        if not email:
            raise ValueError("An employee needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **values: Any) -> Any:
        values.setdefault("is_staff", False)
        values.setdefault("is_superuser", False)
        return self._create(email, password, **values)

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> Any:
        return self._create(email, password, **{**values, "is_staff": True, "is_superuser": True})

    def get_by_natural_key(self, username: str) -> Any:
        return self.get(email__iexact=username)
