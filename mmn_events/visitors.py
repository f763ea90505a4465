import ipaddress

from django.conf import settings


def address_of(request):
    """Return the visitor's IP address as text, or None where it cannot be known.

    Each of our own proxies adds one address at the end of X-Forwarded-For, so the visitor is the TRUSTED_PROXIES-th
    from the end; everything before that anyone can write.
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if 0 < settings.TRUSTED_PROXIES <= len(forwarded):
        address = forwarded[-settings.TRUSTED_PROXIES].strip()
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None
