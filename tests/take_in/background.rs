//! Through the window's back door: the plan, the job with pause and cancel, the watched folder, the clipboard.

use super::*;
use kartoteka::background::{Answer, JobId, JobNews, Request, Store, TakeInWish, Token, WatchNews, Write};
use kartoteka::catalogue::take_in::Goes;
use kartoteka::error::Error;
use std::time::{Duration, Instant};

/// A store with an open catalogue; answers that are not asked for yet wait in order.
struct Window {
    store: Store,
    waiting: Vec<Answer>,
}

impl Window {
    fn on(catalogue: &Path) -> Self {
        let mut window = Self { store: Store::start(|| {}), waiting: Vec::new() };
        window.store.send(Request::SetAuthor { author: "A. Tester".into() });
        window.store.send(Request::Open { folder: catalogue.to_owned() });
        window.next(|answer| matches!(answer, Answer::Opened(_)));
        window
    }

    /// The first answer of this sort, taken out of those that came.
    fn next(&mut self, is_it: impl Fn(&Answer) -> bool) -> Answer {
        let begun = Instant::now();
        loop {
            self.waiting.extend(self.store.answers());
            if let Some(at) = self.waiting.iter().position(&is_it) {
                return self.waiting.remove(at);
            }
            assert!(begun.elapsed() < Duration::from_mins(1), "no such answer came: {:?}", self.waiting);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn wish(&self, wish: TakeInWish) {
        self.store.send(Request::TakeIn(wish));
    }

    fn job_begun(&mut self) -> JobId {
        match self.next(|answer| matches!(answer, Answer::Job { news: JobNews::Started(_), .. })) {
            Answer::Job { id, .. } => id,
            other => panic!("{other:?}"),
        }
    }

    fn report(&mut self) -> TakeInReport {
        match self.next(|answer| matches!(answer, Answer::Job { news: JobNews::TakenIn(_) | JobNews::Failed(_), .. })) {
            Answer::Job { news: JobNews::TakenIn(report), .. } => *report,
            other => panic!("{other:?}"),
        }
    }
}

fn by_name() -> TakeInOptions {
    TakeInOptions::default()
}

#[test]
fn a_folder_is_planned_taken_in_and_told() {
    let (desk, catalogue, folder) = bench(25);
    drop(catalogue);
    std::fs::write(folder.join("notes.txt"), "x").unwrap();
    let mut window = Window::on(&desk.path("c.kartoteka"));
    let token = Token(77);
    window.wish(TakeInWish::Plan { folder: folder.clone(), options: by_name(), token });
    let Answer::TakeInPlanned(planned) = window.next(|answer| matches!(answer, Answer::TakeInPlanned(_))) else {
        panic!("no plan");
    };
    assert_eq!((planned.token, planned.first.len(), planned.counts.found), (token, 20, 26));
    assert_eq!(planned.first[1].file, "a 2.png");
    assert!(matches!(planned.first[1].goes, Goes::Nowhere { .. }));
    let wrong = TakeInOptions { pattern: "<item".into(), ..by_name() };
    window.wish(TakeInWish::Plan { folder: folder.clone(), options: wrong, token });
    let failed = window.next(|answer| matches!(answer, Answer::Failed { .. }));
    assert!(matches!(failed, Answer::Failed { request: "take-in", token: Some(of), .. } if of == token), "{failed:?}");

    window.wish(TakeInWish::Begin { folder: folder.clone(), options: by_name() });
    let report = window.report();
    assert_eq!((report.taken.len(), report.refused.len()), (25, 1));
    // every list hears of it as of any other act
    let written = window.next(|answer| matches!(answer, Answer::Written(_)));
    assert!(matches!(written, Answer::Written(written) if written.counts[&EntryKind::Attachment] > 0));
}

#[test]
fn the_job_waits_goes_on_stops_and_is_offered_again() {
    let (desk, catalogue, folder) = bench(40);
    drop(catalogue);
    let mut window = Window::on(&desk.path("c.kartoteka"));
    window.wish(TakeInWish::Begin { folder: folder.clone(), options: by_name() });
    let job = window.job_begun();
    window.store.pause(job, true);
    std::thread::sleep(Duration::from_millis(600));
    window.waiting.extend(window.store.answers());
    let told = window.waiting.len();
    std::thread::sleep(Duration::from_secs(1));
    window.waiting.extend(window.store.answers());
    let progress = |answer: &&Answer| matches!(answer, Answer::Job { news: JobNews::Progress { .. }, .. });
    assert_eq!(window.waiting[told..].iter().filter(progress).count(), 0, "nothing is told while it waits");
    window.store.cancel(job);
    let report = window.report();
    assert!(matches!(report.ended, Ended::Cancelled), "{:?}", report.ended);
    assert_eq!(sum(&report), report.found);

    window.store.send(Request::Open { folder: desk.path("c.kartoteka") });
    let Answer::Opened(opened) = window.next(|answer| matches!(answer, Answer::Opened(_))) else { panic!() };
    let interrupted = opened.interrupted.expect("it is offered to go on");
    window.wish(TakeInWish::Begin { folder: interrupted.folder, options: interrupted.options });
    let report = window.report();
    assert_eq!(report.taken.len() + report.already_there.len(), 40);
}

#[test]
fn closing_in_the_middle_ends_it_and_nothing_is_lost() {
    let (desk, catalogue, folder) = bench(40);
    drop(catalogue);
    let mut window = Window::on(&desk.path("c.kartoteka"));
    window.wish(TakeInWish::Begin { folder: folder.clone(), options: by_name() });
    window.job_begun();
    window.store.send(Request::Close);
    let report = window.report();
    assert_eq!(sum(&report), report.found);
    if !matches!(report.ended, Ended::Complete) {
        assert!(matches!(report.ended, Ended::Failed(Error::Input(_))), "{:?}", report.ended);
    }
    drop(window);
    let again = told(&desk.run(&["take-in", "c.kartoteka", "scans", "--json"]));
    assert_eq!(count(&again, "taken") + count(&again, "already_there"), 40);
    assert_eq!(masters(&desk.path("c.kartoteka")).len(), 40);
}

#[test]
fn what_a_scanner_writes_into_a_watched_folder_is_taken_in() {
    let (desk, catalogue, folder) = bench(1);
    drop(catalogue);
    let mut window = Window::on(&desk.path("c.kartoteka"));
    window.wish(TakeInWish::Watch { folder: folder.clone(), options: by_name() });
    let came = |window: &mut Window| match window.next(|answer| matches!(answer, Answer::Watched { .. })) {
        Answer::Watched { news, .. } => *news,
        other => panic!("{other:?}"),
    };
    assert!(matches!(came(&mut window), WatchNews::Begun));
    let WatchNews::Came(report) = came(&mut window) else { panic!("what was there is taken too") };
    assert_eq!(report.taken.len(), 1);
    drawn(&folder.join("today/2.tif"), 50);
    let WatchNews::Came(report) = came(&mut window) else { panic!("nothing came") };
    assert_eq!(report.taken[0].file, "today/2.tif");
    std::fs::rename(&folder, desk.path("elsewhere")).unwrap();
    assert!(matches!(came(&mut window), WatchNews::Trouble(_)));
    window.wish(TakeInWish::Unwatch);
    assert!(matches!(came(&mut window), WatchNews::Ended));
    assert!(!desk.path("c.kartoteka/cache/taking-in.json").exists());
}

#[test]
fn a_picture_of_the_clipboard_is_attached() {
    let (desk, mut catalogue, _) = bench(0);
    let card = catalogue.add_card("auschwitz-pow-record", "RKG-1", None, &[]).unwrap();
    drop(catalogue);
    let mut window = Window::on(&desk.path("c.kartoteka"));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::from_pixel(30, 20, image::Luma([9])).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let paste =
        |bytes: Vec<u8>| Write::AttachBytes { entry: card.id, name: "pasted.png".into(), role: Role::Document, bytes };
    let token = window.store.write(paste(bytes.into_inner()));
    let written = window.next(|answer| matches!(answer, Answer::Written(_)));
    assert!(matches!(&written, Answer::Written(written) if written.token == token && written.made.is_some()));
    window.store.write(paste(b"no picture".to_vec()));
    let failed = window.next(|answer| matches!(answer, Answer::Failed { .. }));
    assert!(matches!(failed, Answer::Failed { request: "attach", error: Error::NotAPicture { .. }, .. }), "{failed:?}");
}
