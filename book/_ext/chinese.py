"""Chinese words say that they are Chinese: for the shapes of their glyphs and for a voice that reads them."""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

HAN = "[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]"
WORDS = re.compile(f"({HAN}+(?:[ -@]{{1,2}}{HAN}+)*)")  # a mark or a digit may stand between two words


class MarkChinese(SphinxPostTransform):
    """Wrap each run of Chinese in a span with ``lang``: docutils makes it from the class."""

    default_priority = 900  # the bibliography is a post-transform too

    def run(self, **kwargs):
        for text in list(self.document.findall(nodes.Text)):
            fixed = isinstance(text.parent, nodes.FixedTextElement | nodes.literal | nodes.raw | nodes.math)
            if fixed or len(parts := WORDS.split(text)) == 1:
                continue
            made = [
                nodes.inline("", part, classes=["language-zh-Hans"]) if k % 2 else nodes.Text(part)
                for k, part in enumerate(parts)
                if part
            ]
            text.parent.replace(text, made)


def setup(app):
    app.add_post_transform(MarkChinese)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
