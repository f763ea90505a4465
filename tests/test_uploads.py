import struct
import time
import zipfile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from proceedings.documents import uploads
from proceedings.documents.uploads import MEDIA_TYPES, vetted_document
from tests.drawn import PDF, archive, jpeg, office, open_document, uploaded


def refused(data, name):
    """The sentence with which a document is refused."""
    with pytest.raises(ValidationError) as error:
        vetted_document(uploaded(data, name))
    [sentence] = error.value.messages
    assert sentence.endswith(".")
    return sentence


GOOD = {
    "pdf": PDF,
    "docx": office("docx"),
    "xlsx": office("xlsx"),
    "pptx": office("pptx"),
    "odt": open_document("odt"),
    "ods": open_document("ods"),
    "odp": open_document("odp"),
}


@pytest.mark.parametrize("ending", GOOD)
def test_documents_are_what_their_content_says(ending):
    file = uploaded(GOOD[ending], f"Report.{ending.upper()}")
    found = vetted_document(file)
    assert found == (ending, MEDIA_TYPES[ending], len(GOOD[ending]))
    assert file.read() == GOOD[ending]


@pytest.mark.parametrize("ending", GOOD)
@pytest.mark.parametrize("named", ["exe", "html", "doc", "", "docx.pdf.zip"])
def test_a_name_that_says_something_else_is_refused(ending, named):
    sentence = refused(GOOD[ending], f"Report.{named}" if named else "Report")
    assert f"rename it so that it ends in .{ending}" in sentence


def test_one_kind_under_the_name_of_another_is_refused():
    assert "a Word document (.docx), but its name ends in .pdf" in refused(office("docx"), "report.pdf")
    assert "an OpenDocument text (.odt), but its name ends in .docx" in refused(open_document("odt"), "report.docx")
    assert "a PDF, but its name ends in .docx" in refused(PDF, "report.docx")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"<!doctype html><script>alert(1)</script>", "Web pages"),
        (b"\xef\xbb\xbf\n <svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"<?xml version='1.0'?><svg/>", "SVG"),
        (b"MZ\x90\0" + bytes(200), "program"),
        (b"\x7fELF" + bytes(200), "program"),
        (b"#!/bin/sh\nrm -rf /", "program"),
        (b"{\\rtf1 hello}", "RTF"),
        (jpeg(), "picture"),
        (b"", "empty"),
        (b"just words", "not a document we take"),
        (b"junk\n" + PDF, "in front of the PDF"),
        (uploads.OLE + bytes(600), "old Office"),
        (uploads.OLE + bytes(2_000_000) + "EncryptedPackage".encode("utf-16-le") + bytes(99), "password"),
        (b"\x1f\x8b\x08" + bytes(99), "not a document we take"),
        (archive({"a.pdf": PDF, "b.pdf": PDF}), "archive"),
        (archive({"mimetype": b"application/epub+zip", "content.xml": b"<office/>"}), "not a document we take"),
    ],
)
def test_what_is_no_document_is_told_what_to_do_instead(data, word):
    for name in ("report.pdf", "report.docx"):
        assert word in refused(data, name)


def test_a_web_page_cannot_hide_behind_the_first_bytes_of_an_archive():
    page = b"PK\x03\x04<script>alert(1)</script>"
    assert "broken" in refused(page + bytes(500), "report.docx")
    assert "broken" in refused(page + office("docx"), "report.docx")


@pytest.mark.parametrize("ending", GOOD)
def test_a_document_that_is_cut_off_gets_a_sentence(ending):
    assert "cut off" in refused(GOOD[ending][:-25], f"report.{ending}")


def test_a_document_above_50_mb_is_refused_unread():
    file = uploaded(PDF, "report.pdf")
    file.size = uploads.LARGEST_UPLOAD + 1
    with pytest.raises(ValidationError, match="50 MB"):
        vetted_document(file)


@given(
    ending=st.sampled_from(sorted(GOOD)),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_noise_never_gets_more_than_a_sentence(ending, changes):
    data = bytearray(GOOD[ending])
    for place, byte in changes:
        data[int(place * len(data))] = byte
    try:
        found = vetted_document(uploaded(bytes(data), f"report.{ending}"))
    except ValidationError:
        return
    assert found.extension == ending


# What could harm whoever opens it


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (office("docx", **{"word/vbaProject.bin": b"x"}), "macros"),
        (office("docx", **{"word/VBAPROJECT.BIN": b"x"}), "macros"),
        (archive({"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml"}), "macros"),
        (open_document("odt", **{"Basic/Standard/Module1.xml": b"x"}), "macros"),
        (open_document("ods", **{"Scripts/python/run.py": b"x"}), "macros"),
        (office("docx", **{"word/embeddings/setup.exe": b"x"}), "packed into"),
        (office("docx", **{"word/embeddings/harmless.bin": b"MZ\x90\0program"}), "packed into"),
        (office("docx", **{"word/media/image1.png": b"\x7fELFprogram"}), "packed into"),
        (office("docx", **{"word/embeddings/a.bin": uploads.OLE + "\1Ole10Native".encode("utf-16-le")}), "packed into"),
        (office("pptx", **{"ppt/embeddings/b.bin": uploads.OLE + "_VBA_PROJECT".encode("utf-16-le")}), "macros"),
        (office("docx", **{"word/embeddings/c.xlsx": office("xlsx", **{"xl/vbaProject.bin": b"x"})}), "macros"),
        (office("docx", **{"word/embeddings/c.xlsm": office("xlsx")}), "packed into"),
        (office("docx", **{"word/more.zip": archive({"a": b"b"})}), "packed into"),
        (open_document("odt", **{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "password"),
        (office("docx", **{"../../etc/passwd": b"x"}), "names inside"),
        (office("docx", **{"/etc/passwd": b"x"}), "names inside"),
        (office("docx", **{"word\\..\\x": b"x"}), "names inside"),
        (archive({"[Content_Types].xml": b"no document at all"}), "not a document we take"),
        (office("docx", **{"[Content_Types].xml": b" ".join(uploads.MAIN_PARTS.values())}), "not a document we take"),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "program in this PDF"),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S /Launch /F(cmd.exe)>>"), "program in this PDF"),
        (PDF.replace(b"/Catalog", b"/Catalog/Names<</EmbeddedFiles 2 0 R>>"), "packed into this PDF"),
    ],
)
def test_what_could_harm_its_reader_is_refused(data, word):
    name = "report.pdf" if data.startswith(b"%PDF") else "report.docx"
    assert word in refused(data, name)


def test_what_stands_at_the_seam_of_two_pieces_is_found():
    for place in (2**20 - 5, 2**20 - 11, 2**20):
        data = b"%PDF-1.4\n" + b" " * (place - 9) + b"/JavaScript (x)" + PDF
        assert "program in this PDF" in refused(data, "report.pdf")


def test_ordinary_documents_hold_pictures_tables_and_formulas():
    formula = uploads.OLE + bytes(100) + "Equation Native".encode("utf-16-le")
    more = {
        "word/media/image1.jpeg": jpeg(),
        "word/embeddings/table.xlsx": office("xlsx"),
        "word/embeddings/oleObject1.bin": formula,
        "word/ຮູບ.png": b"\x89PNG",
        "docProps/app.xml": b"<Properties/>",
    }
    assert vetted_document(uploaded(office("docx", **more), "report.docx")).extension == "docx"
    script = PDF.replace(b"/Catalog", b"/Catalog/Title(On JavaScript and rocket launches)")
    assert vetted_document(uploaded(script, "report.pdf")).extension == "pdf"


def test_a_locked_archive_is_told_apart():
    data = bytearray(office("docx"))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            data[start + flags] |= 1
            start += 1
    assert "password" in refused(bytes(data), "report.docx")


# Archives that unpack to more than anybody has room for


def quickly_refused(data, name="report.docx"):
    begun = time.process_time()
    sentence = refused(data, name)
    assert time.process_time() - begun < 2
    return sentence


def test_an_archive_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = office("docx", **{"word/media/zeros.bmp": bytes(40_000_000)})

    def never(*args, **options):
        raise AssertionError("it was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    assert "unpacks to far more" in quickly_refused(bomb)


def test_an_archive_that_lies_about_its_sizes_is_not_believed():
    bomb = archive({"[Content_Types].xml": bytes(40_000_000)})
    honest, lie = struct.pack("<L", 40_000_000), struct.pack("<L", 900)
    assert bomb.count(honest) == 2
    assert "broken" in quickly_refused(bomb.replace(honest, lie))


def test_a_part_that_is_read_may_not_be_huge():
    assert "unpacks to far more" in quickly_refused(archive({"[Content_Types].xml": bytes(2_000_000)}))


def test_an_archive_of_very_many_files_is_refused():
    assert "unpacks to far more" in quickly_refused(office("docx", **{f"word/{n}.xml": b"" for n in range(5000)}))


def test_a_table_of_contents_that_lies_about_its_length_is_refused():
    data = office("docx")
    end = data.rindex(b"PK\x05\x06")
    long = data[:end] + struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 2, 2, 40_000_000, 0, 0)
    assert "unpacks to far more" in quickly_refused(long)


def test_names_that_come_twice_are_refused():
    data = office("docx", **{"word/documenu.xml": b"<another/>"}).replace(b"word/documenu.xml", b"word/document.xml")
    assert "names inside" in refused(data, "report.docx")
