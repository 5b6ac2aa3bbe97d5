//! The pictures of a catalogue in the order of a gallery: narrowed, counted, changed several at once, and undone.

use kartoteka::catalogue::{Alike, Arrangement, Belonging, Catalogue, GalleryQuery, OnClash, Showing, Undone};
use kartoteka::model::{
    Access, Act, Attachment, Change, Checksum, Entry, EntryId, EntryKind, Event, EventKind, FileCard, HistoricalDate,
    HoldingUnit, Level, Person, Role, Stage,
};
use std::path::PathBuf;

struct Bench {
    catalogue: Catalogue,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

fn a_card(code: &str, unit: Option<EntryId>) -> FileCard {
    FileCard {
        id: EntryId::fresh(),
        reference_code: code.to_owned(),
        template: "auschwitz-pow-record".to_owned(),
        unit,
        specimen: false,
        stage: Stage::ToKey,
        access: Access::Open,
    }
}

fn a_picture(entry: Option<EntryId>, name: &str, role: Role, ord: u32) -> Attachment {
    let id = EntryId::fresh();
    let digits = format!("{:064x}", id.0.as_u128());
    Attachment {
        ord,
        master: Checksum(digits),
        extension: "jpg".to_owned(),
        original_name: name.to_owned(),
        ..Attachment::new(id, entry.unwrap_or(id), role)
    }
}

/// A catalogue with two cards of three pictures, a person with a portrait, an event with nothing to show for it but a
/// covered picture, and two pictures that belong to nothing.
fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("g.kartoteka");
    let mut catalogue = Catalogue::create(&path, "Gallery").unwrap();
    catalogue.set_author("A. Tester");
    let unit = HoldingUnit {
        id: EntryId::fresh(),
        parent: None,
        reference_code: "F".to_owned(),
        level: Level::Fonds,
        title: "Fonds".to_owned(),
        dates: HistoricalDate::default(),
        extent: String::new(),
        creator: String::new(),
        repository: String::new(),
        scope_and_content: String::new(),
    };
    let (tenth, second) = (a_card("k/10", Some(unit.id)), a_card("k/2", None));
    let person = Person {
        id: EntryId::fresh(),
        reference_code: String::new(),
        label: "Погожев".to_owned(),
        access: Access::Open,
    };
    let event = Event {
        id: EntryId::fresh(),
        reference_code: "E/1".to_owned(),
        kind: EventKind::default(),
        label: "Arrival".to_owned(),
    };
    let covered =
        Attachment { content_note: "a body".to_owned(), ..a_picture(Some(event.id), "e.jpg", Role::Group, 0) };
    let shows_him =
        Attachment { depicted: vec![person.id], ..a_picture(Some(second.id), "k2 verso.jpg", Role::Back, 1) };
    let changes = vec![
        Change::create(unit.clone()),
        // pictures before what they belong to: the order of an act is nobody's business
        Change::create(a_picture(Some(tenth.id), "k10.jpg", Role::Front, 0)),
        Change::create(a_picture(Some(second.id), "k2 recto.jpg", Role::Front, 0)),
        Change::create(shows_him),
        Change::create(a_picture(Some(person.id), "portrait.jpg", Role::Portrait, 0)),
        Change::create(covered),
        Change::create(a_picture(None, "scan 10.jpg", Role::Front, 0)),
        Change::create(a_picture(None, "scan 9.jpg", Role::Other, 0)),
        Change::create(tenth),
        Change::create(second),
        Change::create(person),
        Change::create(event),
    ];
    catalogue.act(Act::Import, "all", "", changes).unwrap();
    Bench { catalogue, path, _folder: folder }
}

impl Bench {
    fn shows(&self, query: &GalleryQuery) -> Vec<String> {
        let gallery = self.catalogue.gallery(query).unwrap();
        let hung = self.catalogue.hung_pictures(&gallery.pictures).unwrap();
        hung.into_iter().map(|hung| hung.picture.original_name).collect()
    }

    fn showing(&self, showing: Showing) -> Vec<String> {
        self.shows(&GalleryQuery { showing, ..GalleryQuery::default() })
    }

    fn finding(&self, words: &str) -> Vec<String> {
        self.shows(&GalleryQuery { words: words.to_owned(), ..GalleryQuery::default() })
    }

    fn counted(&self, is_so: impl Fn(&Alike) -> bool) -> u64 {
        let gallery = self.catalogue.gallery(&GalleryQuery::default()).unwrap();
        gallery.alike.iter().filter(|alike| is_so(alike)).map(|alike| alike.count).sum()
    }

    fn named(&self, name: &str) -> Attachment {
        let gallery = self.catalogue.gallery(&GalleryQuery::default()).unwrap();
        let hung = self.catalogue.hung_pictures(&gallery.pictures).unwrap();
        hung.into_iter().map(|hung| hung.picture).find(|picture| picture.original_name == name).unwrap()
    }

    fn undo(&mut self) {
        assert!(matches!(self.catalogue.undo(None, OnClash::Stop), Ok(Undone::Done(_))));
    }
}

const ALL: [&str; 7] =
    ["scan 9.jpg", "scan 10.jpg", "e.jpg", "k2 recto.jpg", "k2 verso.jpg", "k10.jpg", "portrait.jpg"];

#[test]
fn what_belongs_to_nothing_comes_first_then_entries_by_reference_then_those_without_one() {
    let mut bench = bench();
    assert_eq!(bench.shows(&GalleryQuery::default()), ALL);
    let newest = bench.shows(&GalleryQuery { newest_first: true, ..GalleryQuery::default() });
    let mut made = ALL.map(|name| (bench.named(name).id, name));
    made.sort_unstable_by(|one, other| other.cmp(one));
    assert_eq!(newest, made.map(|(_, name)| name));

    // an entry that is renamed takes its pictures along
    let Some(Entry::FileCard(card)) = bench.catalogue.get(bench.catalogue.resolve("k/2").unwrap()).unwrap() else {
        panic!("the card is there")
    };
    let renamed = FileCard { reference_code: "k/20".to_owned(), ..card.clone() };
    bench.catalogue.act(Act::Edit, "k/2", "", vec![Change::edit(card, renamed)]).unwrap();
    let order = ["scan 9.jpg", "scan 10.jpg", "e.jpg", "k10.jpg", "k2 recto.jpg", "k2 verso.jpg", "portrait.jpg"];
    assert_eq!(bench.shows(&GalleryQuery::default()), order);
    bench.undo();
    assert_eq!(bench.shows(&GalleryQuery::default()), ALL);
}

#[test]
fn it_is_narrowed_by_what_pictures_belong_to_what_they_show_and_what_stands_out() {
    let bench = bench();
    let belonging = |belonging| Showing { belonging, ..Showing::default() };
    for (showing, expected) in [
        (belonging(Belonging::Nowhere), vec!["scan 9.jpg", "scan 10.jpg"]),
        (belonging(Belonging::To(EntryKind::FileCard)), vec!["k2 recto.jpg", "k2 verso.jpg", "k10.jpg"]),
        (belonging(Belonging::To(EntryKind::Person)), vec!["portrait.jpg"]),
        (belonging(Belonging::To(EntryKind::Group)), vec![]),
        (Showing { role: Some(Role::Front), ..Showing::default() }, vec!["scan 10.jpg", "k2 recto.jpg", "k10.jpg"]),
        (Showing { role: Some(Role::Front), ..belonging(Belonging::Nowhere) }, vec!["scan 10.jpg"]),
        (Showing { covered: true, ..Showing::default() }, vec!["e.jpg"]),
        (Showing { broken: true, ..Showing::default() }, vec![]),
    ] {
        assert_eq!(bench.showing(showing), expected, "{showing:?}");
        let counted = bench.counted(|alike| showing.shows(alike));
        assert_eq!(counted, expected.len() as u64, "{showing:?}");
    }
    let unit = bench.catalogue.resolve("F").unwrap();
    assert_eq!(bench.shows(&GalleryQuery { unit: Some(unit), ..GalleryQuery::default() }), ["k10.jpg"]);
    let stage = |stage| bench.shows(&GalleryQuery { stage: Some(stage), ..GalleryQuery::default() });
    assert_eq!(stage(Stage::ToKey), ["k2 recto.jpg", "k2 verso.jpg", "k10.jpg"]);
    assert_eq!(stage(Stage::Checked), Vec::<String>::new());
}

#[test]
fn words_find_pictures_by_themselves_by_what_they_belong_to_and_by_whom_they_show() {
    let bench = bench();
    assert_eq!(bench.finding("recto"), ["k2 recto.jpg"]);
    assert_eq!(bench.finding("k/10"), ["k10.jpg"]);
    assert_eq!(
        bench.finding("Pogoschew"),
        ["k2 verso.jpg", "portrait.jpg"],
        "his portrait, and the card that shows him"
    );
    assert_eq!(bench.finding("nobody at all"), Vec::<String>::new());
    assert_eq!(bench.finding("'\"(*"), Vec::<String>::new(), "signs alone are no words");
    let gallery =
        bench.catalogue.gallery(&GalleryQuery { words: "scan".to_owned(), ..GalleryQuery::default() }).unwrap();
    assert_eq!(gallery.alike.iter().map(|alike| alike.count).sum::<u64>(), 2, "what is counted is what is found");
}

#[test]
fn several_are_attached_as_one_act_after_what_hangs_there_and_undone_as_one() {
    let mut bench = bench();
    let card = bench.catalogue.resolve("k/2").unwrap();
    let loose = [bench.named("scan 10.jpg").id, bench.named("scan 9.jpg").id];
    let applied = bench.catalogue.arrange(&loose, &Arrangement::AttachTo(card)).unwrap();
    assert!(applied.touched.iter().any(|touched| touched.owner == card));
    let order = ["e.jpg", "k2 recto.jpg", "k2 verso.jpg", "scan 10.jpg", "scan 9.jpg", "k10.jpg", "portrait.jpg"];
    assert_eq!(bench.shows(&GalleryQuery::default()), order);
    assert_eq!((bench.named("scan 10.jpg").ord, bench.named("scan 9.jpg").ord), (2, 3));
    let act = bench.catalogue.next_undo().unwrap().unwrap();
    assert_eq!((act.act, act.about.as_str()), (Act::Attach, "k/2"));

    // attached again where they hang, nothing changes
    let again = bench.catalogue.arrange(&loose, &Arrangement::AttachTo(card)).unwrap();
    assert_eq!(again.touched, []);
    bench.undo();
    assert_eq!(bench.shows(&GalleryQuery::default()), ALL);

    let picture = bench.named("k10.jpg");
    let refused = bench.catalogue.arrange(&loose, &Arrangement::AttachTo(picture.id)).unwrap_err();
    assert!(refused.to_string().contains("not to another picture"), "{refused}");
    assert!(bench.catalogue.arrange(&loose, &Arrangement::AttachTo(EntryId::fresh())).is_err());
    assert_eq!(bench.shows(&GalleryQuery::default()), ALL);
}

#[test]
fn several_are_detached_told_what_they_show_and_covered_each_as_one_act() {
    let mut bench = bench();
    let some: Vec<EntryId> = ["k2 recto.jpg", "k10.jpg", "scan 9.jpg"].map(|name| bench.named(name).id).into();
    bench.catalogue.arrange(&some, &Arrangement::Detach).unwrap();
    let order = ["k2 recto.jpg", "k10.jpg", "scan 9.jpg", "scan 10.jpg", "e.jpg", "k2 verso.jpg", "portrait.jpg"];
    assert_eq!(bench.shows(&GalleryQuery::default()), order);
    assert_eq!(bench.catalogue.next_undo().unwrap().unwrap().about, "3 pictures");
    bench.undo();
    assert_eq!(bench.shows(&GalleryQuery::default()), ALL);

    bench.catalogue.arrange(&some, &Arrangement::Shows(Role::Document)).unwrap();
    assert_eq!(
        bench.showing(Showing { role: Some(Role::Document), ..Showing::default() }),
        ["scan 9.jpg", "k2 recto.jpg", "k10.jpg"]
    );
    bench.catalogue.arrange(&some[..1], &Arrangement::Cover(" wounds ".to_owned())).unwrap();
    assert_eq!(bench.named("k2 recto.jpg").content_note, "wounds");
    assert_eq!(bench.catalogue.next_undo().unwrap().unwrap().about, "k2 recto.jpg");
    assert_eq!(bench.showing(Showing { covered: true, ..Showing::default() }), ["e.jpg", "k2 recto.jpg"]);
    bench.undo();
    bench.undo();
    assert_eq!(bench.counted(|alike| alike.role == Role::Document || (alike.covered && alike.role != Role::Group)), 0);

    // one that is gone meanwhile is left out
    let gone = bench.named("portrait.jpg");
    bench.catalogue.act(Act::Remove, "portrait", "", vec![Change::remove(gone.clone())]).unwrap();
    bench.catalogue.arrange(&[gone.id, some[0]], &Arrangement::Shows(Role::Object)).unwrap();
    assert_eq!(bench.named("k2 recto.jpg").role, Role::Object);
    assert!(bench.catalogue.hung_pictures(&[gone.id]).unwrap().is_empty());
}

#[test]
fn what_cannot_be_shown_is_noted_and_counted_and_the_index_comes_back_when_it_is_lost() {
    let bench = bench();
    let broken = bench.named("k10.jpg");
    bench.catalogue.note_unshown(&broken.master, Some("it is cut off")).unwrap();
    assert_eq!(bench.showing(Showing { broken: true, ..Showing::default() }), ["k10.jpg"]);
    let hung = bench.catalogue.hung_pictures(&[broken.id]).unwrap();
    assert_eq!(hung[0].why_unshown.as_deref(), Some("it is cut off"));
    assert_eq!(hung[0].of.as_ref().map(|label| label.reference_code.as_str()), Some("k/10"));
    bench.catalogue.note_unshown(&broken.master, None).unwrap();
    assert_eq!(bench.counted(|alike| alike.broken), 0);

    let Bench { catalogue, path, _folder: folder } = bench;
    drop(catalogue);
    std::fs::remove_file(path.join("cache").join("index.db")).unwrap();
    let catalogue = Catalogue::open(&path).unwrap();
    let bench = Bench { catalogue, path, _folder: folder };
    assert_eq!(bench.shows(&GalleryQuery::default()), ALL);
    let looked_through = bench.catalogue.gallery(&GalleryQuery::default()).unwrap();
    assert_eq!(looked_through.pictures.len(), ALL.len());
}
