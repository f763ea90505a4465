"""Two of Django's middlewares, so that an open page depends on its address alone and any cache may hold it."""

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ClosedByDefaultMiddleware(LoginRequiredMiddleware):
    """Asks for a sign-in unless a view is open, and does not look at the session of those who visit an open one."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class LanguageOfAddressMiddleware(LocaleMiddleware):
    """Takes the language from the address (/km/…, English without a prefix), so no answer varies by Accept-Language."""

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
