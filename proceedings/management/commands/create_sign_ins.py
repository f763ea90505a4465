import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import BaseCommand, CommandError
from django.db import connection, transaction

from proceedings.access import EDITOR, PUBLISHER, REGISTRATION

User = get_user_model()

SIGN_INS = {
    "staff": (REGISTRATION, "registers delegates"),
    "secretariat": (EDITOR, "writes the proceedings"),
    "reviewer": (PUBLISHER, "reviews and publishes them"),
}


class Command(BaseCommand):
    help = "Create the three sign-ins of a new site, or give them new passwords, and print these once."

    def add_arguments(self, parser):
        parser.add_argument("--new-passwords", action="store_true", help="also end the sessions of the three sign-ins")

    @transaction.atomic
    def handle(self, *, new_passwords, **options):
        if User._meta.db_table not in connection.introspection.table_names():
            raise CommandError("There is no site here yet. Make one first: make run")
        if new_passwords:
            users = {user.username: user for user in User.objects.filter(username__in=SIGN_INS)}
            if not users:
                raise CommandError("There are no sign-ins named staff, secretariat or reviewer.")
        elif User.objects.exists():
            # Somebody may have renamed or deleted one of the three on purpose.
            self.stdout.write("There are sign-ins already. To give them new passwords: make passwords")
            return
        else:
            users = {username: create(username, group) for username, (group, _) in SIGN_INS.items()}
        self.stdout.write("\nSign-ins, with passwords that are shown only now:\n\n")
        for username, (_, task) in SIGN_INS.items():
            if user := users.get(username):
                password = readable_password()
                user.set_password(password)
                user.save(update_fields=["password"])
                self.stdout.write(f"  {username:<12}  {password}  {task}")
        self.stdout.write("")


def create(username, group_name):
    try:
        group = Group.objects.get(name=group_name)
    except Group.DoesNotExist:
        raise CommandError(f"The group “{group_name}” is missing. Run “manage.py migrate” first.") from None
    user = User.objects.create_user(username, is_staff=True)
    user.groups.add(group)
    return user


def readable_password():
    """Return a password of 78 random bits without letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
