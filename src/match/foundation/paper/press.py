"""
Run as a script in a process of its own: a job as JSON on stdin, the PDF on stdout.

The one place that knows typst. A statement of thousands of lines takes half a gigabyte while it is
set; here the memory goes back when the process ends, and a compiler that fails takes nothing with
it. The process limits itself first, may write no file, and the compiler's root is a folder that
holds our house style and nothing else. Facts come in as data (``sys.inputs``), never as markup.
"""

import json
import resource
import sys

import typst

MEMORY_BYTES = 3 * 1024**3
CPU_SECONDS = 20


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    job = json.loads(sys.stdin.buffer.read())
    compiler = typst.Compiler(
        job["template"].encode(),
        root=job["root"],
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]]
        ),
        sys_inputs={"facts": json.dumps(job["facts"], ensure_ascii=False)},
        package_path=job["root"],
        package_cache_path=job["root"],
    )
    try:
        # PDF/A-2b refuses a character that the font cannot draw: the net under `legible`.
        pdf = compiler.compile(
            format="pdf",
            pdf_standards="a-2b",
            timestamp=job["timestamp"],
            pdf_tags=job["tagged"],
        )
    except typst.TypstError as error:
        sys.stderr.write(error.diagnostic or error.message)
        return 3
    assert isinstance(pdf, bytes), "one PDF is one piece"
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
