from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Writes an upload to disk, and refuses one that is too long before a byte of it is read.

    Django caps form fields but not files, and the sign-in form is open to everyone.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > settings.UPLOAD_MAX_BYTES:
            raise RequestDataTooBig(f"The request is longer than {settings.UPLOAD_MAX_BYTES} bytes.")
