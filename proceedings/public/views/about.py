from django.shortcuts import render

from .. import outcomes
from ..caching import open_page


@open_page
def about(request):
    return render(request, "public/about.html", {"standings": [outcomes.standing(code) for code in outcomes.MARKS]})
