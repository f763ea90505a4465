"""A form as a browser would send it: what stands in its fields when the page is opened."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fields, self.select, self.textarea = {}, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        if tag == "input" and name:
            kind = attrs.get("type", "text")
            if (
                kind in {"submit", "button", "file", "image"}
                or kind in {"checkbox", "radio"}
                and "checked" not in attrs
            ):
                return
            self.fields.setdefault(name, []).append(attrs.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "select" and name:
            self.select, self.several = name, "multiple" in attrs
            self.first = None
        elif tag == "option" and self.select:
            if "selected" in attrs:
                self.fields.setdefault(self.select, []).append(attrs.get("value", ""))
            elif self.first is None:
                self.first = attrs.get("value", "")
        elif tag == "textarea" and name:
            self.textarea = name
            self.fields[name] = [""]

    def handle_endtag(self, tag):
        if tag == "select" and self.select:
            if self.select not in self.fields and not self.several and self.first is not None:
                self.fields[self.select] = [self.first]
            self.select = None
        elif tag == "textarea":
            if self.textarea:
                self.fields[self.textarea] = [self.fields[self.textarea][0].removeprefix("\n")]
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.fields[self.textarea][0] += data


def filled(client, address):
    """Open a page and return {name: [value, …]} of its fields, without the search box and the switch of themes."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return fields_of(answer)


def fields_of(answer):
    """The same of a page that is open."""
    parser = _Fields()
    parser.feed(answer.content.decode())
    return {name: values for name, values in parser.fields.items() if name not in {"csrfmiddlewaretoken", "q"}}
