//! Strings that PDF keeps beside its pages (headings as bookmarks, links, what a picture shows) may hold 32767 bytes at
//! most, so they are shortened.
//!
//! Invariant: nothing is lost. A shortened heading is followed by its whole text; a shortened link leads to it; what a
//! picture shows is also in its caption.

use super::document::{Article, Block, Document, Run, crops_mut, plain};

/// Far more than anybody reads as one line.
const MOST_CHARS: usize = 500;

/// Shortens the headings, links and descriptions of pictures of a document.
pub(super) fn shorten_strings(document: &mut Document) {
    for picture in document.pictures_mut() {
        shorten(&mut picture.alt);
    }
    for run in crops_mut(document) {
        if let Run::Crop { alt, .. } = run {
            shorten(alt);
        }
    }
    for article in document.parts.iter_mut().flat_map(|part| &mut part.articles) {
        shorten_heading(article);
    }
    each_run(document, &mut |run| {
        if let Run::Link { text, .. } = run {
            shorten(text);
        }
    });
}

/// Changes every run of words in place.
fn each_run(document: &mut Document, change: &mut dyn FnMut(&mut Run)) {
    document.facts.iter_mut().flat_map(|fact| &mut fact.value).for_each(&mut *change);
    document.notes.iter_mut().flatten().for_each(&mut *change);
    let articles = document.parts.iter_mut().flat_map(|part| &mut part.articles);
    for block in articles.flat_map(|article| &mut article.blocks) {
        match block {
            Block::Heading { .. } => {}
            Block::Paragraph { text } => text.iter_mut().for_each(&mut *change),
            Block::Facts { rows } => rows.iter_mut().flat_map(|fact| &mut fact.value).for_each(&mut *change),
            Block::Table { rows, .. } => rows.iter_mut().flatten().flatten().for_each(&mut *change),
            Block::Pictures { pictures } => {
                pictures.iter_mut().flat_map(|picture| &mut picture.caption).for_each(&mut *change);
            }
        }
    }
}

fn shorten_heading(article: &mut Article) {
    let whole = [article.code.clone(), article.title.clone()];
    let is_cut = [&mut article.code, &mut article.title].map(shorten);
    for (text, _) in whole.into_iter().zip(is_cut).filter(|(_, is_cut)| *is_cut).rev() {
        article.blocks.insert(0, Block::Paragraph { text: vec![plain(text)] });
    }
}

/// Cuts a long text between characters and says with `…` that it did.
fn shorten(text: &mut String) -> bool {
    let Some((end, _)) = text.char_indices().nth(MOST_CHARS) else { return false };
    text.truncate(end);
    text.push('…');
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_texts_are_cut_and_between_characters() {
        for (length, kept) in
            [(0, 0), (MOST_CHARS, MOST_CHARS), (MOST_CHARS + 1, MOST_CHARS + 1), (9000, MOST_CHARS + 1)]
        {
            let mut text = "ж".repeat(length);
            assert_eq!(shorten(&mut text), length > MOST_CHARS);
            assert_eq!((text.chars().count(), text.ends_with('…')), (kept, length > MOST_CHARS), "{length}");
        }
    }

    #[test]
    fn a_long_heading_is_followed_by_its_whole_text() {
        let title = "title ".repeat(200);
        let mut article = Article { code: "C1".to_owned(), title: title.clone(), ..Article::default() };
        shorten_heading(&mut article);
        assert_eq!(article.code, "C1");
        assert!(article.title.len() < title.len());
        assert_eq!(article.blocks, [Block::Paragraph { text: vec![plain(title)] }]);
    }
}
