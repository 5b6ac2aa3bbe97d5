//! Catalogues of every older format, as the program of that format wrote them: opened, brought up to date, read.

use super::*;

/// The older formats, each as a catalogue of it was dumped.
const OLDER: &[&str] = &[
    include_str!("../fixtures/format_1.sql"),
    include_str!("../fixtures/format_2.sql"),
    include_str!("../fixtures/format_3.sql"),
];

/// A folder with a catalogue of an older format.
fn of_format(dump: &str) -> (tempfile::TempDir, PathBuf) {
    let home = tempfile::tempdir().expect("a folder");
    let folder = home.path().join("old.kartoteka");
    for inside in ["masters", "cache"] {
        std::fs::create_dir_all(folder.join(inside)).expect("made");
    }
    outside::run(&folder, "catalogue.db", dump);
    (home, folder)
}

fn the_card(catalogue: &Catalogue) -> Dossier {
    catalogue.dossier(catalogue.resolve("T/1").expect("the card")).expect("its page")
}

#[test]
fn an_older_catalogue_is_brought_up_to_date_and_what_it_was_is_kept() {
    for (dump, next) in OLDER.iter().zip(2..) {
        let (_home, folder) = of_format(dump);
        let mut catalogue = Catalogue::open(&folder).expect("opened");
        assert_eq!(catalogue.mode(), Mode::Writable);
        let card = the_card(&catalogue);
        assert_eq!(card.claims.len(), 3);
        assert_eq!(card.pictures[0].caption, "drawn specimen");
        let problems = catalogue.check(&|_, _| true).expect("a check").problems;
        assert!(problems.iter().all(|found| found.area == "master"), "only the file is not here: {problems:?}");
        let kept = folder.join(format!("backups/before-format-{next}.db"));
        assert!(kept.exists());
        drop(catalogue);

        // the copy is a catalogue of the old format, whole
        let restored = tempfile::tempdir().expect("a folder");
        std::fs::copy(&kept, restored.path().join("catalogue.db")).expect("copied");
        let catalogue = Catalogue::open(restored.path()).expect("opened");
        assert_eq!(the_card(&catalogue).claims.len(), 3);
    }
}

#[test]
fn an_older_catalogue_is_read_without_being_changed() {
    for dump in OLDER {
        let (_home, folder) = of_format(dump);
        let before = std::fs::read(folder.join("catalogue.db")).expect("read");
        let catalogue = Catalogue::open_to_read(&folder).expect("opened");
        assert_eq!(the_card(&catalogue).claims.len(), 3);
        drop(catalogue);
        assert_eq!(std::fs::read(folder.join("catalogue.db")).expect("read"), before);
        assert!(!folder.join("backups").exists());
    }
}

#[test]
fn where_no_copy_can_be_kept_nothing_is_changed() {
    for dump in OLDER {
        let (_home, folder) = of_format(dump);
        std::fs::write(folder.join("backups"), "in the way").expect("written");
        let before = std::fs::read(folder.join("catalogue.db")).expect("read");
        assert!(Catalogue::open(&folder).is_err());
        assert_eq!(std::fs::read(folder.join("catalogue.db")).expect("read")[60..64], before[60..64]);
    }
}
