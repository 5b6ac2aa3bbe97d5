//! A report as one page of HTML: pictures and style inside, no script, nothing fetched from anywhere.
//!
//! Invariant: every piece of text goes through [`escape`]; the page works printed, in light and in dark.

use super::ReportJob;
use super::document::{Article, Block, Document, Fact, Part, Picture, Run, Text};
use super::picture_files::{self, PictureFile};
use super::showable::make_showable;
use crate::error::Result;
use std::collections::BTreeMap;
use std::fmt::Write;

const STYLE: &str = include_str!("../../assets/report/report.css");

type Files = BTreeMap<String, PictureFile>;

#[expect(clippy::unnecessary_wraps, reason = "all writers are called alike")]
pub(super) fn render(job: &ReportJob, mut document: Document, progress: &dyn Fn(u64, u64)) -> Result<Vec<u8>> {
    let total = document.pictures_mut().count() as u64 + 1;
    let files = picture_files::read(job, &mut document, &|done| progress(done, total));
    make_showable(&mut document, &|_| true);
    let page = Page { document: &document, files: &files, html: String::new() }.whole();
    progress(total, total);
    Ok(page.into_bytes())
}

/// Text as text: nothing in it can be markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push_str("<br>"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text inside an attribute, on one line.
fn attribute(text: &str) -> String {
    escape(&text.replace('\n', " "))
}

struct Page<'a> {
    document: &'a Document,
    files: &'a Files,
    html: String,
}

impl Page<'_> {
    fn put(&mut self, arguments: std::fmt::Arguments<'_>) {
        // writing to a String cannot fail
        let _ = self.html.write_fmt(arguments);
    }

    fn word(&self, key: &str) -> String {
        escape(self.document.words.get(key).map_or(key, String::as_str))
    }

    fn whole(mut self) -> String {
        let document = self.document;
        self.put(format_args!(
            "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n\
             <title>{} – {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
            attribute(&document.lang),
            attribute(&document.title),
            attribute(&document.kind),
        ));
        self.put(format_args!(
            "<header class=\"front\">\n<p class=\"kind\">{}</p>\n<h1>{}</h1>\n",
            escape(&document.kind),
            escape(&document.title)
        ));
        self.facts(&document.facts);
        for paragraph in &document.preface {
            self.put(format_args!("<p class=\"preface\">{}</p>\n", escape(paragraph)));
        }
        self.put(format_args!("</header>\n"));
        self.contents();
        self.put(format_args!("<main>\n"));
        for part in &document.parts {
            self.part(part);
        }
        self.put(format_args!("</main>\n"));
        self.notes();
        self.put(format_args!("</body>\n</html>\n"));
        self.html
    }

    fn contents(&mut self) {
        let (document, title) = (self.document, self.word("contents"));
        self.put(format_args!("<nav>\n<h2>{title}</h2>\n<ul>\n"));
        for part in &document.parts {
            self.put(format_args!("<li><a href=\"#{}\">{}</a>", attribute(&part.id), escape(&part.title)));
            let listed = part.articles.iter().filter(|article| article.listed).collect::<Vec<_>>();
            if !listed.is_empty() {
                self.put(format_args!("\n<ul>\n"));
                for article in listed {
                    self.put(format_args!(
                        "<li><a href=\"#{}\">{}</a></li>\n",
                        attribute(&article.id),
                        heading(article)
                    ));
                }
                self.put(format_args!("</ul>\n"));
            }
            self.put(format_args!("</li>\n"));
        }
        self.put(format_args!("</ul>\n</nav>\n"));
    }

    fn part(&mut self, part: &Part) {
        self.put(format_args!("<section id=\"{}\">\n<h2>{}</h2>\n", attribute(&part.id), escape(&part.title)));
        for paragraph in &part.intro {
            self.put(format_args!("<p>{}</p>\n", escape(paragraph)));
        }
        for article in &part.articles {
            self.article(article);
        }
        self.put(format_args!("</section>\n"));
    }

    fn article(&mut self, article: &Article) {
        self.put(format_args!("<article id=\"{}\">\n<h3>{}</h3>\n", attribute(&article.id), heading(article)));
        if !article.sort.is_empty() && article.sort != article.title {
            self.put(format_args!("<p class=\"sort\">{}</p>\n", escape(&article.sort)));
        }
        if !article.notice.is_empty() {
            self.put(format_args!("<p class=\"notice\">{}</p>\n", escape(&article.notice)));
        }
        for block in &article.blocks {
            self.block(block);
        }
        self.put(format_args!("</article>\n"));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { text } => self.put(format_args!("<h4>{}</h4>\n", escape(text))),
            Block::Paragraph { text } => {
                self.put(format_args!("<p>"));
                self.text(text);
                self.put(format_args!("</p>\n"));
            }
            Block::Facts { rows } => self.facts(rows),
            Block::Table { columns, rows } => {
                self.put(format_args!("<div class=\"wide\"><table>\n<thead><tr>"));
                for column in columns {
                    self.put(format_args!("<th scope=\"col\">{}</th>", escape(&column.title)));
                }
                self.put(format_args!("</tr></thead>\n<tbody>\n"));
                for row in rows {
                    self.put(format_args!("<tr>"));
                    for cell in row {
                        self.put(format_args!("<td>"));
                        self.text(cell);
                        self.put(format_args!("</td>"));
                    }
                    self.put(format_args!("</tr>\n"));
                }
                self.put(format_args!("</tbody>\n</table></div>\n"));
            }
            Block::Pictures { pictures } => {
                self.put(format_args!("<div class=\"pictures\">\n"));
                for picture in pictures {
                    self.picture(picture);
                }
                self.put(format_args!("</div>\n"));
            }
        }
    }

    fn facts(&mut self, rows: &[Fact]) {
        self.put(format_args!("<dl>\n"));
        for fact in rows {
            if !fact.label.is_empty() {
                self.put(format_args!("<dt>{}</dt>\n", escape(&fact.label)));
            }
            self.put(format_args!("<dd>"));
            self.text(&fact.value);
            self.put(format_args!("</dd>\n"));
        }
        self.put(format_args!("</dl>\n"));
    }

    fn picture(&mut self, picture: &Picture) {
        let files = self.files;
        self.put(format_args!("<figure>\n"));
        match files.get(&picture.key) {
            Some(file) => {
                let sensitive = !picture.content_note.is_empty();
                if sensitive {
                    let (show, note) = (self.word("sensitive"), escape(&picture.content_note));
                    self.put(format_args!("<details><summary>{show}: {note}</summary>\n"));
                }
                self.put(format_args!(
                    "<img alt=\"{}\" src=\"data:{};base64,{}\">\n",
                    attribute(&picture.alt),
                    file.media_type,
                    base64(&file.bytes)
                ));
                if sensitive {
                    self.put(format_args!("</details>\n"));
                }
            }
            None => self.put(format_args!("<p class=\"missing\">{}</p>\n", escape(&picture.missing))),
        }
        self.put(format_args!("<figcaption>"));
        self.text(&picture.caption);
        self.put(format_args!("</figcaption>\n</figure>\n"));
    }

    fn text(&mut self, text: &Text) {
        for run in text {
            match run {
                Run::Plain { text } => self.put(format_args!("{}", escape(text))),
                Run::Strong { text } => self.put(format_args!("<strong>{}</strong>", escape(text))),
                Run::Voice { text } => self.put(format_args!("<em>{}</em>", escape(text))),
                Run::Quiet { text } => self.put(format_args!("<small>{}</small>", escape(text))),
                Run::Link { text, to } => {
                    self.put(format_args!("<a href=\"#{}\">{}</a>", attribute(to), escape(text)));
                }
                Run::Crop { key, alt, .. } => {
                    if let Some(file) = self.files.get(key) {
                        let (alt, data) = (attribute(alt), base64(&file.bytes));
                        let kind = file.media_type;
                        self.put(format_args!("<img class=\"cut\" alt=\"{alt}\" src=\"data:{kind};base64,{data}\">"));
                    }
                }
                Run::Note { number, first } => {
                    let number = number + 1;
                    let id = if *first { format!(" id=\"call-{number}\"") } else { String::new() };
                    self.put(format_args!("<sup{id}><a href=\"#note-{number}\">{number}</a></sup>"));
                }
            }
        }
    }

    fn notes(&mut self) {
        let document = self.document;
        if document.notes.is_empty() {
            return;
        }
        let (title, back) = (self.word("notes"), self.word("back-to-text"));
        self.put(format_args!("<footer>\n<h2>{title}</h2>\n<ol>\n"));
        for (number, note) in (1..).zip(&document.notes) {
            self.put(format_args!("<li id=\"note-{number}\">"));
            self.text(note);
            self.put(format_args!(" <a href=\"#call-{number}\" aria-label=\"{back}\">↩</a></li>\n"));
        }
        self.put(format_args!("</ol>\n</footer>\n"));
    }
}

fn heading(article: &Article) -> String {
    if article.code.is_empty() {
        escape(&article.title)
    } else {
        format!("<span class=\"code\">{}</span> {}", escape(&article.code), escape(&article.title))
    }
}

/// RFC 4648, 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            let letter = LETTERS.get((group >> (18 - 6 * place) & 63) as usize);
            text.push(if place <= chunk.len() { letter.map_or('=', |letter| char::from(*letter)) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64(&[0xFF, 0xFE, 0xFD]), "//79");
    }

    #[test]
    fn text_stays_text() {
        assert_eq!(escape("<b a='1'>&\"\n"), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;<br>");
    }
}
