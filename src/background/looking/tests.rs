//! What is asked of a picture and what comes, without a file.

use super::desk::{Decodes, Desk, Picture};
use super::{Page, Seat, TileAt};
use crate::background::answer::{Answer, Pixels};
use crate::background::tones::Tones;
use crate::error::{Error, Result};
use crate::model::{Appearance, Attachment, EntryId, Role};
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

/// A decoder that counts what it is asked.
#[derive(Default)]
struct Counted {
    overviews: Cell<usize>,
    tiles: RefCell<Vec<TileAt>>,
    fails: bool,
}

impl Decodes for Counted {
    fn small(&self, _: &Path, _: &Attachment) -> Result<Option<Pixels>> {
        Ok(Some(Pixels { width_px: 1, height_px: 1, rgba: vec![10, 20, 30, 255] }))
    }

    fn look(&self, path: &Path, _: u32) -> Result<((u32, u32), u32)> {
        if self.fails {
            return Err(Error::NotViewable { path: path.to_owned(), why: "it is cut off".to_owned() });
        }
        Ok(((6000, 4000), 3))
    }

    fn pixels(&self, _: &Path, _: u32, _: u32) -> Result<Pixels> {
        self.overviews.set(self.overviews.get() + 1);
        Ok(Pixels { width_px: 1200, height_px: 800, rgba: [10, 20, 30, 255].repeat(1200 * 800) })
    }

    fn tile(&self, _: &Path, _: u32, at: TileAt) -> Result<Pixels> {
        self.tiles.borrow_mut().push(at);
        Ok(Pixels { width_px: 1, height_px: 1, rgba: vec![10, 20, 30, 255] })
    }
}

fn page(page: u32) -> Page {
    Page { attachment: EntryId::fresh(), page }
}

fn tile(column: u32) -> TileAt {
    TileAt { level: 1, column, row: 0 }
}

fn inverted() -> Tones {
    Tones::of(&Appearance { inverted: true, ..Appearance::default() })
}

/// Everything that is owed, in words.
fn all(desk: &mut Desk, by: &Counted) -> Vec<String> {
    let mut told = Vec::new();
    while desk.has_work() {
        told.push(match desk.work(Seat::First, by) {
            Some(Answer::Looked { looked: Ok(looked), .. }) => {
                let first = looked.overview.pieces.first().map(|piece| piece.pixels.rgba[0]).unwrap_or_default();
                format!("{:?} in {} pieces, first {first}", looked.overview.size_px, looked.overview.pieces.len())
            }
            Some(Answer::Looked { looked: Err(error), .. }) => error.to_string(),
            Some(Answer::Glanced { pixels, .. }) => format!("small {}", pixels.rgba[0]),
            Some(Answer::Tile { at, pixels, .. }) => format!("tile {} {}", at.column, pixels.unwrap().rgba[0]),
            other => format!("{other:?}"),
        });
    }
    told
}

#[test]
fn the_overview_comes_first_and_the_latest_wish_for_tiles_counts() {
    let (mut desk, by, of) = (Desk::default(), Counted::default(), page(0));
    desk.look(Picture::new(of, PathBuf::from("a.tif"), Tones::default(), true));
    desk.want(of, vec![tile(1), tile(2), tile(3)]);
    desk.want(of, vec![tile(3), tile(4)]);
    desk.want(page(0), vec![tile(9)]);
    assert_eq!(all(&mut desk, &by), ["(1200, 800) in 6 pieces, first 10", "tile 3 10", "tile 4 10"]);
    assert!(!desk.has_work());
    let mut again = Picture::new(of, PathBuf::from("a.tif"), inverted(), true);
    again.glance_at(Path::new("c.kartoteka"), &Attachment::new(of.attachment, of.attachment, Role::Front));
    desk.look(again);
    assert_eq!(all(&mut desk, &by), ["small 245", "(1200, 800) in 6 pieces, first 245"]);
    assert_eq!(by.overviews.get(), 1, "it was there already");
}

#[test]
fn another_picture_takes_the_place_of_the_one_before() {
    let (mut desk, by, of) = (Desk::default(), Counted::default(), page(0));
    desk.look(Picture::new(of, PathBuf::from("a.tif"), Tones::default(), true));
    desk.want(of, vec![tile(1)]);
    let other = page(0);
    desk.look(Picture::new(other, PathBuf::from("b.tif"), Tones::default(), false));
    assert_eq!(desk.looked_at(), Some(other));
    assert!(!desk.has_work(), "its overview is there already");
    desk.want(other, vec![tile(7)]);
    assert_eq!(all(&mut desk, &by), ["tile 7 10"]);
}

#[test]
fn other_tones_need_no_second_decoding() {
    let (mut desk, by, of) = (Desk::default(), Counted::default(), page(0));
    desk.look(Picture::new(of, PathBuf::from("a.tif"), Tones::default(), true));
    desk.want(of, vec![tile(1)]);
    all(&mut desk, &by);
    desk.tone(of, inverted(), false);
    assert_eq!(all(&mut desk, &by), ["(600, 400) in 2 pieces, first 245"], "small while a slider is dragged");
    desk.tone(of, inverted(), true);
    desk.want(of, vec![tile(1)]);
    assert_eq!(all(&mut desk, &by), ["(1200, 800) in 6 pieces, first 245", "tile 1 245"]);
    assert_eq!((by.overviews.get(), by.tiles.borrow().len()), (1, 1));
}

#[test]
fn few_tiles_are_kept_and_the_one_not_used_for_longest_goes() {
    let (mut desk, by, of) = (Desk::default(), Counted::default(), page(0));
    desk.look(Picture::new(of, PathBuf::from("a.tif"), Tones::default(), false));
    desk.want(of, (0..17).map(tile).collect());
    all(&mut desk, &by);
    desk.want(of, vec![tile(16), tile(0)]);
    all(&mut desk, &by);
    assert_eq!(by.tiles.borrow().len(), 18, "only the first was decoded again");
}

#[test]
fn what_cannot_be_shown_says_why_once() {
    let (mut desk, of) = (Desk::default(), page(0));
    let by = Counted { fails: true, ..Counted::default() };
    desk.look(Picture::new(of, PathBuf::from("a.tif"), Tones::default(), true));
    desk.want(of, vec![tile(1)]);
    let told = all(&mut desk, &by);
    assert!(matches!(told.as_slice(), [only] if only.contains("it is cut off")), "{told:?}");
}
