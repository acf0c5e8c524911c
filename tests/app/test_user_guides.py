"""The guides in docs/users name buttons and headings in bold: each must be a text of the pages."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])


def page_texts():
    texts = set()
    for path in (root / "src").rglob("*"):
        if path.suffix in (".c", ".html"):
            source = path.read_text(encoding="utf-8")
            # Literals that C joins.
            source = re.sub(r'"\s*\n\s*"', "", source)
            texts.update(re.findall(r'(?:\{\{t |WORD\(|STR\(|page_say\(request, STR\()\s*"([^"]*)"', source))
    return texts


def bold_words(path):
    text = re.sub(r"\s+", " ", path.read_text(encoding="utf-8"))
    words = re.findall(r"\*\*([^*]+)\*\*", text)
    return [word for word in words if word != "bold"]


def main():
    texts = page_texts()
    guides = sorted((root / "docs" / "users").glob("*.md"))
    faults = [f"{guide.name}: no page says \"{word}\"" for guide in guides
              for word in bold_words(guide) if word not in texts]
    n_words = sum(len(bold_words(guide)) for guide in guides)
    print(f"1..1\n{'not ok' if faults or n_words < 30 else 'ok'} 1 - the_guides_use_the_words_of_the_pages")
    for fault in faults:
        print(f"# {fault}")
    return 1 if faults or n_words < 30 else 0


sys.exit(main())
