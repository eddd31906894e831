# Looks into a PDF: its PDF/A marker, its fonts, its language and what it says, as JSON.
import json
import sys

import pikepdf

with pikepdf.open(sys.argv[1]) as pdf:
    meta = pdf.open_metadata()
    fonts = []
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            below = font.get("/DescendantFonts", [font])[0]
            descriptor = below.get("/FontDescriptor", {})
            files = ("/FontFile", "/FontFile2", "/FontFile3")
            is_embedded = any(key in descriptor for key in files)
            fonts.append([str(below.get("/BaseFont", "")), is_embedded])
    print(json.dumps({
        "pages": len(pdf.pages),
        "part": meta.get("pdfaid:part", ""),
        "conformance": meta.get("pdfaid:conformance", ""),
        "title": meta.get("dc:title", ""),
        "language": str(pdf.Root.get("/Lang", "")),
        "intents": len(pdf.Root.get("/OutputIntents", [])),
        "fonts": fonts,
        "scripts": "/JavaScript" in pdf.Root.get("/Names", {}) or "/OpenAction" in pdf.Root,
    }))
