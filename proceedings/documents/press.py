"""Sets one document: reads template, data, root, fonts and standards as JSON, writes a PDF. A process of its own.

So the memory it takes (some 200 MB for a thousand badges) is given back, and a text that would keep it busy for ever
can be stopped, and no process of the site ever loads typst.
"""

import json
import sys
from pathlib import Path


def main():
    import typst

    job = json.load(sys.stdin.buffer)
    root = Path(job["root"])
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]])
    # Words are data: they never become part of a program. Files are read below `root` alone, which holds templates.
    data = json.dumps(job["data"], ensure_ascii=False)
    compiler = typst.Compiler(root=str(root), font_paths=fonts, ignore_system_fonts=True, sys_inputs={"data": data})
    try:
        pdf = compiler.compile(
            input=str(root / f"{job['template']}.typ"), format="pdf", pdf_standards=job["standards"], timestamp=0
        )
    except typst.TypstError as error:
        print(error.message, error.diagnostic, sep="\n", file=sys.stderr)
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
