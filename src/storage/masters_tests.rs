//! Tests of the stored scans.

use super::*;
use std::cell::Cell;
use tempfile::TempDir;

/// A catalogue folder to be, and a place for files to take in.
struct Rig {
    _folder: TempDir,
    masters: Masters,
    root: PathBuf,
    outside: PathBuf,
}

fn rig() -> Rig {
    let folder = TempDir::new().unwrap();
    let (root, outside) = (folder.path().join("masters"), folder.path().join("outside"));
    fs::create_dir(&outside).unwrap();
    Rig { masters: Masters::new(&root), root, outside, _folder: folder }
}

impl Rig {
    /// A TIFF of so many bytes; what its picture shows is of no matter here.
    fn scan(&self, name: &str, size_bytes: usize) -> PathBuf {
        let mut bytes = tiff();
        bytes.extend((bytes.len()..size_bytes).map(|at| u8::try_from(at * at % 251).unwrap()));
        let path = self.outside.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn take(&self, source: &Path) -> Result<Stored> {
        self.masters.take_in(source, &|_| true)
    }

    /// Every file below the folder of the masters.
    fn files(&self) -> Vec<PathBuf> {
        self.masters.orphans(&|_| false).unwrap()
    }
}

fn tiff() -> Vec<u8> {
    let mut bytes = b"II\x2A\0\x08\0\0\0\x02\0".to_vec();
    bytes.extend([0, 1, 3, 0, 1, 0, 0, 0, 9, 0, 0, 0]);
    bytes.extend([1, 1, 3, 0, 1, 0, 0, 0, 7, 0, 0, 0]);
    bytes.extend([0; 4]);
    bytes
}

#[test]
fn a_scan_is_stored_byte_by_byte_read_only_and_once() {
    let rig = rig();
    let source = rig.scan("Karte № 7 (Vorderseite).JPG", 3_500_001);
    let heard = std::cell::RefCell::new(Vec::new());
    let stored = rig
        .masters
        .take_in(&source, &|done| {
            heard.borrow_mut().push(done);
            true
        })
        .unwrap();
    assert_eq!(stored.extension, "tif", "by the bytes, not by the name");
    assert_eq!(stored.original_name, "Karte № 7 (Vorderseite).JPG");
    assert!(stored.name_is_exact && !stored.already_there);
    assert_eq!((stored.size_bytes, stored.probe.width_px, stored.probe.height_px), (3_500_001, 9, 7));
    assert_eq!(heard.borrow()[..4], [1 << 20, 2 << 20, 3 << 20, 3_500_001]);

    let path = rig.masters.path_of(&stored.checksum, &stored.extension);
    let sum = &stored.checksum.0;
    assert_eq!(path, rig.root.join(&sum[..2]).join(&sum[2..4]).join(format!("{sum}.tif")));
    assert_eq!(fs::read(&path).unwrap(), fs::read(&source).unwrap());
    assert!(fs::metadata(&path).unwrap().permissions().readonly());
    assert_eq!(rig.masters.verify(&stored.checksum, "tif"), Verdict::Good);
    assert_eq!(rig.files(), std::slice::from_ref(&path));

    let again = rig.take(&source).unwrap();
    assert!(again.already_there);
    assert_eq!(again.checksum, stored.checksum);
    assert_eq!(rig.files(), [path]);
    assert!(source.exists(), "the source stays where it is");
}

#[test]
fn the_checksum_is_sha_256() {
    assert_eq!(
        checksum_of(Sha256::new_with_prefix(b"abc")).0,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn stopping_leaves_nothing_behind() {
    let rig = rig();
    let source = rig.scan("a.tif", 5 << 20);
    // at the first block, in the middle, at the last, and while it is read back
    for stop_at in [1, 3, 5, 7, 10] {
        let calls = Cell::new(0);
        let result = rig.masters.take_in(&source, &|_| {
            calls.set(calls.get() + 1);
            calls.get() < stop_at
        });
        assert!(matches!(result, Err(Error::Cancelled)), "{stop_at}");
        assert_eq!(rig.files(), Vec::<PathBuf>::new(), "{stop_at}");
    }
}

#[test]
fn a_source_that_changes_meanwhile_is_refused() {
    let rig = rig();
    let source = rig.scan("a.tif", 3 << 20);
    for size in [4 << 20, 5 << 19, 3 << 20] {
        let done = Cell::new(false);
        let result = rig.masters.take_in(&source, &|_| {
            if !done.replace(true) {
                let file = File::options().write(true).open(&source).unwrap();
                file.set_len(size).unwrap();
                file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(size)).unwrap();
            }
            true
        });
        let error = result.unwrap_err().to_string();
        assert!(error.contains("changed while"), "{size}: {error}");
        assert_eq!(rig.files(), Vec::<PathBuf>::new(), "{size}");
        rig.scan("a.tif", 3 << 20);
    }
}

#[test]
fn a_damaged_scan_is_named_and_never_overwritten() {
    let rig = rig();
    let source = rig.scan("a.tif", 2000);
    let stored = rig.take(&source).unwrap();
    let path = rig.masters.path_of(&stored.checksum, "tif");
    let good = fs::read(&path).unwrap();
    let mut flipped = good.clone();
    flipped[1000] ^= 4;
    for bytes in [&flipped[..], &good[..1999], b""] {
        fs::remove_file(&path).unwrap();
        fs::write(&path, bytes).unwrap();
        let found = checksum_of(Sha256::new_with_prefix(bytes));
        assert_eq!(rig.masters.verify(&stored.checksum, "tif"), Verdict::Different { found });
        let error = rig.take(&source).unwrap_err().to_string();
        assert!(error.contains("not as it was stored"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(rig.masters.verify(&stored.checksum, "tif"), Verdict::Missing);
    assert!(!rig.take(&source).unwrap().already_there);
    assert_eq!(rig.masters.verify(&stored.checksum, "tif"), Verdict::Good);

    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert!(matches!(rig.masters.verify(&stored.checksum, "tif"), Verdict::Unreadable(_)));
    assert!(rig.take(&source).is_err());
    assert_eq!(rig.files(), Vec::<PathBuf>::new());
}

#[test]
fn names_of_a_hostile_catalogue_lead_nowhere() {
    let rig = rig();
    let good = "a".repeat(64);
    let upper = "A".repeat(64);
    let long = format!("{good}a");
    let climbing = format!("../../{}", "a".repeat(58));
    for (checksum, extension) in [
        (good.as_str(), "../x"),
        (&good, ""),
        (&good, "TIF"),
        (&good, "tif/x"),
        (&good, "tiffff"),
        (&good, "t f"),
        (&good, "."),
        (&upper, "tif"),
        (&long, "tif"),
        (&climbing, "tif"),
        ("", "tif"),
        ("/etc/passwd", "tif"),
        ("éé", "tif"),
    ] {
        let checksum = Checksum(checksum.to_owned());
        let path = rig.masters.path_of(&checksum, extension);
        assert_eq!(path, rig.root.join(NOWHERE), "{checksum} {extension}");
        assert!(matches!(rig.masters.verify(&checksum, extension), Verdict::Unreadable(_)));
    }
}

#[test]
fn what_is_no_picture_is_not_stored() {
    let rig = rig();
    let text = rig.outside.join("notes.jpg");
    fs::write(&text, "only words").unwrap();
    for source in [&text, &rig.outside] {
        assert!(matches!(rig.take(source), Err(Error::NotAPicture { .. })));
    }
    assert!(matches!(rig.take(&rig.outside.join("none.tif")), Err(Error::File { .. })));
    assert!(!rig.root.exists(), "not even a folder is made");
}

#[test]
fn a_file_of_a_terabyte_can_be_stopped() {
    let rig = rig();
    let source = rig.scan("a.tif", 100);
    if File::options().write(true).open(&source).unwrap().set_len(1 << 40).is_ok() {
        assert!(matches!(rig.masters.take_in(&source, &|done| done < 3 << 20), Err(Error::Cancelled)));
        assert_eq!(rig.files(), Vec::<PathBuf>::new());
    }
}

#[test]
fn pictures_made_by_the_program() {
    let rig = rig();
    let first = rig.masters.store_bytes(&tiff(), "tif").unwrap();
    assert_eq!(fs::read(rig.masters.path_of(&first.checksum, "tif")).unwrap(), tiff());
    assert!(rig.masters.store_bytes(&tiff(), "tif").unwrap().already_there);
    assert!(rig.masters.store_bytes(&tiff(), "png").is_err());
    assert!(rig.masters.store_bytes(b"words", "png").is_err());
    assert_eq!(rig.files().len(), 1);
}

#[test]
fn orphans_are_listed_and_left_over_temporaries_swept() {
    let rig = rig();
    let kept = rig.take(&rig.scan("a.tif", 500)).unwrap();
    let lost = rig.take(&rig.scan("b.tif", 600)).unwrap();
    let [kept_path, lost_path] = [&kept, &lost].map(|stored| rig.masters.path_of(&stored.checksum, "tif"));
    let part = rig.root.join("incoming").join("0123.part");
    let foreign = rig.root.join("ab").join("notes.txt");
    // the right name in the wrong place is nobody's file
    let astray = rig.root.join(kept_path.file_name().unwrap());
    fs::create_dir_all(foreign.parent().unwrap()).unwrap();
    for path in [&part, &foreign, &astray, &rig.root.join("Thumbs.db")] {
        fs::write(path, "x").unwrap();
    }
    let mut expected = vec![lost_path, part.clone(), foreign, astray];
    expected.sort();
    assert_eq!(rig.masters.orphans(&|checksum| *checksum == kept.checksum).unwrap(), expected);

    let own = rig.masters.temporary().unwrap();
    assert_eq!(rig.masters.sweep_left_over().unwrap(), std::slice::from_ref(&part));
    assert!(own.path().exists(), "what is being copied now stays");
    assert!(!part.exists() && kept_path.exists());
    assert_eq!(Masters::new(&rig.outside.join("none")).orphans(&|_| true).unwrap(), Vec::<PathBuf>::new());
}

#[test]
fn many_at_once_store_one_file() {
    let rig = rig();
    let source = rig.scan("a.tif", 300_000);
    let fresh = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| rig.take(&source).unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).filter(|s| !s.already_there).count()
    });
    assert_eq!(fresh, 1);
    assert_eq!(rig.files().len(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_unicode_is_noted() {
    use std::os::unix::ffi::OsStrExt;
    let rig = rig();
    let source = rig.outside.join(std::ffi::OsStr::from_bytes(b"K\xF6nig.tif"));
    if fs::copy(rig.scan("a.tif", 100), &source).is_ok() {
        let stored = rig.take(&source).unwrap();
        assert_eq!(stored.original_name, "K\u{FFFD}nig.tif");
        assert!(!stored.name_is_exact);
    }
}

#[cfg(unix)]
#[test]
fn links_are_no_stored_scans() {
    let rig = rig();
    let source = rig.scan("a.tif", 400);
    let stored = rig.take(&source).unwrap();
    let path = rig.masters.path_of(&stored.checksum, "tif");
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(&source, &path).unwrap();
    assert!(matches!(rig.masters.verify(&stored.checksum, "tif"), Verdict::Unreadable(_)));
    assert!(rig.take(&source).is_err());
}

/// `mount -t tmpfs -o size=2m none DIR`, then `TMPDIR=DIR cargo test --lib -- --ignored a_full_disk`.
#[test]
#[ignore = "needs TMPDIR on a disk of 2 MB"]
fn a_full_disk_is_named_and_nothing_is_left_on_it() {
    let rig = rig();
    let kept = rig.take(&rig.scan("kept.tif", 100_000)).unwrap();
    let large = rig.scan("large.tif", 1_200_000);
    let error = rig.take(&large).unwrap_err();
    assert!(matches!(error, Error::DiskFull { .. }), "{error}");
    let bytes = fs::read(&large).unwrap();
    assert!(matches!(rig.masters.store_bytes(&bytes, "tif"), Err(Error::DiskFull { .. })));
    assert_eq!(rig.files(), [rig.masters.path_of(&kept.checksum, "tif")]);
    assert_eq!(rig.masters.verify(&kept.checksum, "tif"), Verdict::Good);
    fs::remove_file(large).unwrap();
    rig.take(&rig.scan("another.tif", 500_000)).unwrap();
}
