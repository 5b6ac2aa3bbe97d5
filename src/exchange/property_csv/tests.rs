//! What is read in a sheet, and what is said of a row or a file that cannot be.

use super::*;

fn sheet(bytes: &[u8]) -> Result<PropertyCsv<&[u8]>> {
    PropertyCsv::read(bytes, Path::new("cards.csv"))
}

fn rows(bytes: &[u8]) -> Vec<(u64, Result<CardRow, String>)> {
    let mut sheet = sheet(bytes).unwrap();
    let mut rows = Vec::new();
    while let Some(row) = sheet.next_row().unwrap() {
        rows.push((row.row, row.card));
    }
    rows
}

fn values(card: &Result<CardRow, String>) -> Vec<(&str, &str)> {
    card.as_ref().unwrap().values.iter().map(|value| (value.property.as_str(), value.as_written.as_str())).collect()
}

#[test]
fn headings_are_properties_whatever_their_case_and_the_sign_between_their_words() {
    let text = "\u{feff}Reference_Code,SURNAME,given name,born,birthplace,Arrival-Date,note,occupation,Fate of man,,\
                series\r\nK1, Погожев ,Andrei,1912,Rostov,1941-10-07,x,locksmith,freed,y,A\r\n";
    let sheet = sheet(text.as_bytes()).unwrap();
    let told: Vec<(&str, bool)> =
        sheet.columns().iter().map(|column| (column.becomes.as_str(), column.is_known)).collect();
    assert_eq!(
        told,
        [
            ("reference-code", true),
            ("surname", true),
            ("given-name", true),
            ("birth-date", true),
            ("birth-place", true),
            ("arrival-date", true),
            ("remarks", true),
            ("occupation", true),
            ("fate-of-man", false),
            ("column-10", false),
            ("series", true)
        ]
    );
    let rows = rows(text.as_bytes());
    let expected = [
        ("surname", " Погожев "),
        ("given-name", "Andrei"),
        ("birth-date", "1912"),
        ("birth-place", "Rostov"),
        ("arrival-date", "1941-10-07"),
        ("remarks", "x"),
        ("occupation", "locksmith"),
        ("fate-of-man", "freed"),
        ("column-10", "y"),
        ("series", "A"),
    ];
    assert_eq!((rows[0].0, values(&rows[0].1).as_slice()), (2, expected.as_slice()), "as it stands");
}

#[test]
fn a_semicolon_or_a_tab_is_taken_when_the_headings_have_no_comma() {
    for text in ["ref;surname\nK1;A, B\n", "ref\tsurname\nK1\tA, B\n", "ref,surname\nK1,\"A, B\"\n"] {
        assert_eq!(values(&rows(text.as_bytes())[0].1), [("surname", "A, B")], "{text:?}");
    }
}

#[test]
fn why_there_is_no_value_is_read() {
    let text = "ref,prisoner_number,surname,religion,rank\nK1,16?258,Iw??,[blank],[illegible: Maj?]\n";
    let rows = rows(text.as_bytes());
    let read: Vec<(&str, Option<Absence>)> = rows[0]
        .1
        .as_ref()
        .unwrap()
        .values
        .iter()
        .map(|value| (value.as_written.as_str(), value.absence.clone()))
        .collect();
    let illegible = |legible: &str| Some(Absence::Illegible { legible: legible.to_owned() });
    let expected = [("", illegible("16?258")), ("Iw??", None), ("", Some(Absence::Blank)), ("", illegible("Maj?"))];
    assert_eq!(read, expected);
}

#[test]
fn a_row_that_cannot_be_read_is_told_and_the_next_one_is_read() {
    let long = "x".repeat(MOST_CELL_BYTES + 1);
    let broken: &[(&[u8], &str)] = &[
        (b"K1", "it has 1 cell, and there are 3 headings"),
        (b"K1,a,b,c", "it has 4 cells"),
        (b"K1,\xcf\xee,b", "\"surname\" is not UTF-8 (byte 0xCF)"),
        (b"K1,a\0b,", "\"surname\" has a NUL character"),
        (b",a,", "it has no reference code"),
        (b" ,a,", "it has no reference code"),
        (b",,", "it is empty"),
        (b"K1,a,done", "\"done\" is no stage of keying; there are to-key, keyed, to-check, checked"),
    ];
    for (row, reason) in broken {
        let file = [b"reference_code,surname,stage\n", *row, b"\n\nK9,b,to_check\n"].concat();
        let rows = rows(&file);
        assert_eq!(rows.len(), 2, "{reason}");
        let error = rows[0].1.as_ref().unwrap_err();
        assert!(error.contains(reason), "{error:?}, not {reason:?}");
        assert_eq!((rows[1].0, rows[1].1.as_ref().unwrap().stage), (4, Some(Stage::ToCheck)));
    }
    let file = format!("ref,surname\nK1,{long}\nK2,\"open\nand on\n");
    let told: Vec<String> = rows(file.as_bytes()).into_iter().map(|(_, card)| card.unwrap_err()).collect();
    assert_eq!(
        told,
        [
            "the cell in \"surname\" is longer than 1 MiB",
            "a quotation mark opens in it and is never closed (lines 3 to 5)"
        ]
    );
}

#[test]
fn a_file_that_is_no_such_sheet_is_told_what_it_is() {
    let utf16: Vec<u8> = "ref,surname\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xff, 0xfe], utf16.as_slice()].concat();
    let swapped: Vec<u8> = "ref,surname\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let broken: &[(&[u8], &str)] = &[
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "the file is empty"),
        (&utf16, "UTF-16 (little-endian)"),
        (&marked, "UTF-16 (little-endian)"),
        (&swapped, "UTF-16 (big-endian)"),
        (b"PK\x03\x04....", "a workbook"),
        (b"K1,Skiba\n", "no heading is reference_code"),
        (b"ref,surname,reference_code\nK1,a,K1\n", "two headings are reference-code"),
        (b"ref,\xcf\xee\n", "heading 2 is not UTF-8"),
    ];
    for (file, reason) in broken {
        let error = sheet(file).unwrap_err().to_string();
        assert!(error.contains(reason) && error.contains("cards.csv"), "{error:?}, not {reason:?}");
    }
    assert_eq!(rows(b"ref,surname\n"), [], "headings alone are a sheet without rows");
    assert_eq!(rows(b"ref,surname,surname\nK1,a,b\n").len(), 1, "two spellings of a name stand side by side");
}
