//! The screen of disagreements on the sample: the queue, rivals side by side, judging by keyboard, withdrawing with what
//! rests on it, undo, and the way from a page.

use crate::ui::Window;
use eframe::egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use kartoteka::catalogue::Catalogue;
use kartoteka::model::{Act, Claim, ClaimStatus, Conclusion, Decision, Entry, EntryId, Event as Happening, EventKind};
use std::path::{Path, PathBuf};

fn sample(folder: &Path) -> PathBuf {
    let path = folder.join("sample.kartoteka");
    kartoteka::sample::make(&path, "Test").unwrap();
    path
}

/// The roll call of January 1945 and what is said of it.
fn roll_call(path: &Path) -> (EntryId, Vec<Claim>, Conclusion) {
    let catalogue = Catalogue::open_to_read(path).unwrap();
    let id = catalogue.resolve("E6").unwrap();
    let page = catalogue.dossier(id).unwrap();
    let judged = page.conclusions.iter().find(|known| known.reference_code == "C1").unwrap();
    (id, page.claims.iter().filter(|claim| claim.property == "count").cloned().collect(), judged.clone())
}

/// The screen, with the pair C1 chosen by keyboard.
fn on_roll_call() -> Window {
    let mut window = Window::open(Some(sample));
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    window.wait_to_see("Where sources disagree on");
    // the screen began on the question of the page under it
    window.press(Modifiers::NONE, Key::Home);
    for _ in 0..30 {
        if window.sees("of E6 ") {
            break;
        }
        window.press(Modifiers::NONE, Key::ArrowDown);
    }
    window.wait_to_see("Where sources disagree on number of people of E6");
    window
}

fn undo(window: &mut Window) {
    window.press(Modifiers::COMMAND, Key::Z);
}

#[test]
fn rivals_stand_side_by_side_and_are_judged_by_keyboard() {
    let mut window = on_roll_call();
    for words in
        ["“only 96”", "“only 92”", "line 21 (S25)", "line 7 (S10)", "Both cannot be true.", "At the last roll call."]
    {
        assert!(window.sees(words), "{words}");
    }
    let (_, claims, judged) = roll_call(&window.path);
    assert_eq!(judged.decision, Decision::Open);
    // Enter in the queue begins, Esc leaves and keeps what was typed
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("What do we hold now?");
    let top = window.harness.get_by_label_contains("What do we hold now?").rect().top();
    assert!(top > 400.0, "the form leaves room for the quotations: {top}");
    let prefer = window.harness.get_by_role_and_label(Role::RadioButton, "Prefer one");
    prefer.focus();
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Space);
    assert!(window.sees("Choose the one that is preferred."), "the button says why it is off");
    window.harness.run_steps(4);
    let top = window.harness.get_by_label_contains("What do we hold now?").rect().top();
    assert!(top > 400.0, "nor with what can be chosen: {top}");
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.sees("What do we hold now?") && window.sees("A judgement was begun here"));
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("Choose the one that is preferred.");
    window
        .harness
        .query_all_by_role(Role::RadioButton)
        .find(|radio| radio.accesskit_node().label().is_some_and(|label| label.starts_with("A  “only 96”")))
        .unwrap()
        .focus();
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Space);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait_to_see("Held: “only 96”");
    assert!(!window.sees("What do we hold now?"));
    let (_, _, judged) = roll_call(&window.path);
    let preferred = claims.iter().find(|claim| claim.as_written == "only 96").unwrap();
    assert_eq!((judged.decision, judged.chosen.as_slice()), (Decision::Preferred, &[preferred.id][..]));
    assert!(window.sees("of E6 "), "what is shown stays shown");
    undo(&mut window);
    window.wait("the judgement before", |harness| {
        harness.query_all_by_label_contains("Held: “only 96”").next().is_none()
    });
    assert_eq!(roll_call(&window.path).2.decision, Decision::Open);
    assert!(window.sees("of E6 "));
}

#[test]
fn a_claim_is_withdrawn_after_it_is_said_what_rests_on_it() {
    let mut window = on_roll_call();
    let menu = window.harness.query_all_by_label_contains("What may become of B").next().unwrap();
    menu.click();
    window.harness.run_steps(4);
    window.click("Withdraw… (we mis-read)");
    window.wait_to_see("What rests on it");
    window.wait_to_see("Judgement on “Number of people” of E6");
    assert!(window.sees("A reason is needed."));
    window.harness.event(Event::Text("a slip of the pen".to_owned()));
    window.harness.run_steps(3);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait_to_see("a slip of the pen");
    window.wait("the dialog to go", |harness| harness.query_all_by_label("What rests on it").next().is_none());
    let status = |window: &Window| {
        let (_, claims, _) = roll_call(&window.path);
        claims.into_iter().find(|claim| claim.as_written == "only 92").unwrap().status
    };
    assert_eq!(status(&window), ClaimStatus::Withdrawn);
    undo(&mut window);
    window.wait("the claim to stand", |harness| {
        harness.query_all_by_label_contains("a slip of the pen").next().is_none()
    });
    assert_eq!(status(&window), ClaimStatus::Stands);
}

#[test]
fn a_judgement_is_taken_back_and_stays_to_be_read() {
    let mut window = on_roll_call();
    window.click("Withdraw…");
    window.wait_to_see("Take this judgement back?");
    window.harness.event(Event::Text("the archive found the list".to_owned()));
    window.harness.run_steps(3);
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("Withdrawn judgements (1)");
    assert!(window.sees("Nobody has judged this yet.") && window.sees("of E6 "));
    window.click("Withdrawn judgements (1)");
    window.wait_to_see("the archive found the list");
    assert!(!roll_call(&window.path).2.stands());
    // judged anew
    window.click("Judge…");
    window.wait_to_see("Say first what we hold.");
    window.click("Leave open");
    assert!(window.sees("A reason is needed."));
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "Reason").focus();
    window.harness.run_steps(2);
    window.harness.event(Event::Text("no list of names".to_owned()));
    window.harness.run_steps(2);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait_to_see("no list of names");
    window.wait("the form to go", |harness| harness.query_all_by_label("What do we hold?").next().is_none());
    let catalogue = Catalogue::open_to_read(&window.path).unwrap();
    let page = catalogue.dossier(roll_call(&window.path).0).unwrap();
    let on_count: Vec<_> = page.conclusions.iter().filter(|known| known.property == "count").collect();
    assert_eq!(on_count.iter().filter(|known| known.stands()).count(), 1);
    assert_eq!(on_count.len(), 2);
}

#[test]
fn the_mark_on_a_page_opens_the_rivals_and_their_links_lead_back() {
    let mut window = on_roll_call();
    window.click("Open the page");
    window.wait_to_see("Number of people: sources disagree");
    assert!(!window.sees("Where sources disagree on"));
    follow(&mut window, "Number of people: sources disagree");
    window.wait_to_see("Where sources disagree on number of people of E6");
    // a property on which nobody disagrees can be judged as well
    window.click("Open the page");
    window.wait_to_see("Date: Judge");
    follow(&mut window, "Date: Judge");
    window.wait_to_see("Where sources differ on date of E6");
    for words in ["Different precision", "“[17 January 1945]”", "Nobody has judged this yet."] {
        assert!(window.sees(words), "{words}");
    }
}

/// Follows a link by keyboard, wherever it is scrolled to.
fn follow(window: &mut Window, words: &str) {
    window.harness.query_all_by_label_contains(words).next().unwrap().focus();
    window.harness.run_steps(4);
    window.press(Modifiers::NONE, Key::Enter);
}

/// The sample while somebody else has it.
fn held_sample(folder: &Path) -> PathBuf {
    let path = sample(folder);
    let mut other = Catalogue::open_to_write(&path).unwrap();
    other.set_author("Anna");
    // for as long as the test runs
    std::mem::forget(other);
    path
}

#[test]
fn what_can_only_be_read_is_shown_and_offers_no_writing() {
    let mut window = Window::open(Some(held_sample));
    window.wait_to_see("can only be read");
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    window.wait_to_see("Where sources disagree on");
    assert!(window.sees("Different estimates") && window.sees("“About 100”"));
    window.press(Modifiers::NONE, Key::Enter);
    for words in ["What do we hold", "Change…", "Withdraw…", "What may become of"] {
        assert!(!window.sees(words), "{words}");
    }
}

#[test]
fn an_empty_queue_says_what_a_disagreement_is() {
    let mut window = Window::of(|_, _| {});
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    window.wait_to_see("Nothing is waiting for a judgement");
    assert!(window.sees("two statements about one matter that cannot both be true"));
    window.press(Modifiers::NONE, Key::Escape);
    assert!(!window.sees("Nothing is waiting for a judgement"));
}

#[test]
fn the_queue_is_narrowed_and_moved_through_by_keyboard() {
    let mut window = Window::of(|catalogue, _| {
        let mut entries: Vec<Entry> = Vec::new();
        for at in 1..=60 {
            let event = Happening {
                id: EntryId::fresh(),
                reference_code: format!("E{at}"),
                kind: EventKind::RollCall,
                label: format!("Roll call {at}"),
            };
            for count in ["92", "96"] {
                let mut claim = Claim::new(event.id, "count", count);
                claim.reading = Some(kartoteka::model::Reading::Count(kartoteka::model::Count {
                    at_least: count.parse().ok(),
                    at_most: count.parse().ok(),
                    approximate: false,
                }));
                entries.push(claim.into());
            }
            entries.push(event.into());
        }
        let changes = entries.into_iter().map(kartoteka::model::Change::create).collect();
        catalogue.act(Act::Add, "", "", changes).unwrap();
    });
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    window.wait_to_see("of E1 Roll call 1");
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.wait_to_see("of E2 Roll call 2");
    // page by page to the end, which is read only when it is needed
    window.wait("the end", |harness| harness.query_all_by_label_contains("read so far").next().is_some());
    window.press(Modifiers::NONE, Key::End);
    window.wait_to_see("60 on 60 pages");
    window.press(Modifiers::NONE, Key::End);
    window.wait_to_see("of E60 Roll call 60");
    window.press(Modifiers::NONE, Key::Home);
    window.wait_to_see("of E1 Roll call 1");
    let words = window.harness.get_by_role_and_label(Role::TextInput, "Only on these pages");
    words.focus();
    window.harness.run_steps(2);
    window.harness.event(Event::Text("ref:E7".to_owned()));
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("of E7 Roll call 7");
    window.wait_to_see("1 on one page");
}

#[test]
fn the_keys_of_the_window_are_heard_while_the_form_is_open_and_nobody_types() {
    let mut window = on_roll_call();
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("What do we hold now?");
    window.harness.get_by_role_and_label(Role::RadioButton, "No conflict").focus();
    window.harness.run_steps(2);
    window.press(Modifiers::NONE, Key::Space);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait("the form to close", |harness| {
        harness.query_all_by_label_contains("What do we hold now?").next().is_none()
    });
    assert_eq!(roll_call(&window.path).2.decision, Decision::NoConflict);
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("What do we hold now?");
    // in the reason it takes back what was typed
    let reason = window.harness.query_all_by_role(Role::MultilineTextInput).next().unwrap();
    reason.focus();
    window.harness.run_steps(2);
    undo(&mut window);
    window.harness.run_steps(10);
    assert_eq!(roll_call(&window.path).2.decision, Decision::NoConflict);
    window.harness.get_by_role_and_label(Role::RadioButton, "No conflict").focus();
    window.harness.run_steps(2);
    undo(&mut window);
    let path = window.path.clone();
    window.wait("the judgement before", move |_| roll_call(&path).2.decision == Decision::Open);
    assert!(window.sees("What do we hold now?"), "the form stays");
}

/// So many roll calls of which two numbers are stated.
fn roll_calls(catalogue: &mut Catalogue, most: usize) {
    let mut entries: Vec<Entry> = Vec::new();
    for at in 1..=most {
        let (id, label) = (EntryId::fresh(), format!("Roll call {at}"));
        for number in [92, 96] {
            let mut claim = Claim::new(id, "count", &number.to_string());
            let count = kartoteka::model::Count { at_least: Some(number), at_most: Some(number), approximate: false };
            claim.reading = Some(kartoteka::model::Reading::Count(count));
            entries.push(claim.into());
        }
        let (reference_code, kind) = (format!("E{at}"), EventKind::RollCall);
        entries.push(Happening { id, reference_code, kind, label }.into());
    }
    let changes = entries.into_iter().map(kartoteka::model::Change::create).collect();
    catalogue.act(Act::Add, "", "", changes).unwrap();
}

#[test]
fn the_queue_keeps_its_place_after_a_judgement_and_an_undo_is_told() {
    let mut window = Window::of(|catalogue, _| roll_calls(catalogue, 9));
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    window.wait_to_see("of E1 Roll call 1");
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.wait_to_see("of E3 Roll call 3");
    window.press(Modifiers::NONE, Key::Enter);
    window.wait_to_see("What do we hold?");
    window.click("No conflict");
    window.harness.get_by_role_and_label(Role::MultilineTextInput, "Reason").focus();
    window.harness.run_steps(2);
    window.harness.event(Event::Text("two counts on two days".to_owned()));
    window.harness.run_steps(2);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.wait("the judgement", |harness| {
        harness.state().is_quiet() && harness.query_all_by_label_contains("two counts on two days").next().is_some()
    });
    window.harness.run_steps(4);
    window.press(Modifiers::NONE, Key::ArrowDown);
    window.wait_to_see("of E4 Roll call 4");
    undo(&mut window);
    window.wait_to_see("Undone: ");
}

#[test]
fn the_screen_opens_on_the_question_of_the_page_and_offers_its_report() {
    let mut window = on_roll_call();
    window.click("Open the page");
    window.wait_to_see("Number of people: sources disagree");
    let keys = Modifiers::COMMAND | Modifiers::SHIFT;
    window.press(keys, Key::D);
    window.wait_to_see("of E6 ");
    window.press(Modifiers::NONE, Key::Home);
    window.wait("another question", |harness| {
        let on_page = "Where sources disagree on number of people of E6";
        harness.state().is_quiet() && harness.query_all_by_label_contains(on_page).next().is_none()
    });
    window.press(keys, Key::D);
    window.wait_to_see("Number of people: sources disagree");
    window.press(keys, Key::D);
    window.wait_to_see("Where sources disagree on number of people of E6");
    window.press(Modifiers::COMMAND, Key::P);
    let file = window.harness.get_by_role_and_label(Role::TextInput, "File").value().unwrap();
    assert!(file.ends_with("-conflicts.pdf"), "{file}");
}

#[test]
fn what_lies_under_a_scan_never_covers_the_form() {
    let mut window = Window::open(Some(sample));
    window.wait_to_see("specimen/1");
    window.harness.query_all_by_label_contains("specimen/1").next().unwrap().click();
    window.harness.run_steps(4);
    window.wait_to_see("Hide the picture");
    window.harness.run_steps(6);
    let hide = window.harness.get_by_label("Hide the picture").rect();
    let fields = window.harness.query_all_by_role(Role::TextInput).map(|field| field.rect());
    let below = fields.filter(|field| field.top() > 150.0).fold(f32::INFINITY, |top, field| top.min(field.top()));
    assert!(hide.bottom() <= below, "{hide:?} {below}");
}
