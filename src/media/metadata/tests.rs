//! Files made byte by byte, whole and damaged.

use super::super::format::Format;
use super::{Metadata, icc_profile, metadata};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::{Cursor, Write};

/// A tag: number, kind, and its value as bytes that stand in little-endian order.
type Tag = (u16, u16, Vec<u8>);

fn text(tag: u16, text: &str) -> Tag {
    (tag, 2, [text.as_bytes(), b"\0"].concat())
}

fn short(tag: u16, number: u16) -> Tag {
    (tag, 3, number.to_le_bytes().to_vec())
}

fn size(kind: u16) -> usize {
    [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8][usize::from(kind)]
}

/// A TIFF structure: IFD0, and directories that tags of it point to.
fn tiff(tags: &[Tag], children: &[(u16, &[Tag])], is_big: bool) -> Vec<u8> {
    let word = if is_big { 8 } else { 4 };
    let number = |value: usize, width: usize| value.to_le_bytes()[..width].to_vec();
    let mut bytes = b"II".to_vec();
    bytes.extend(if is_big { vec![43, 0, 8, 0, 0, 0] } else { vec![42, 0] });
    bytes.extend(number(0, word));
    let first_at = bytes.len() - word;
    let write = |bytes: &mut Vec<u8>, tags: &[Tag]| {
        let mut lines = Vec::new();
        for (tag, kind, value) in tags {
            lines.extend(tag.to_le_bytes());
            lines.extend(kind.to_le_bytes());
            lines.extend(number(value.len() / size(*kind), word));
            if value.len() <= word {
                lines.extend(value);
                lines.extend(vec![0; word - value.len()]);
            } else {
                lines.extend(number(bytes.len(), word));
                bytes.extend(value);
            }
        }
        let at = bytes.len();
        bytes.extend(number(tags.len(), if is_big { 8 } else { 2 }));
        bytes.extend(lines);
        bytes.extend(number(0, word));
        at
    };
    let mut tags = tags.to_vec();
    for (tag, child) in children {
        let at = write(&mut bytes, child);
        tags.push((*tag, 4, number(at, 4)));
    }
    let first = write(&mut bytes, &tags);
    bytes[first_at..first_at + word].copy_from_slice(&number(first, word));
    bytes
}

fn camera() -> Vec<u8> {
    let place = [1_u32, 1, 2, 1, 3, 1].map(u32::to_le_bytes).concat();
    tiff(
        &[
            text(270, "Häftlingskarte"),
            text(271, "EPSON"),
            text(272, "Expression 12000XL"),
            text(305, "SilverFast 9"),
            text(306, "2024:06:01 09:00:00"),
            text(315, "Gedenkst\u{e4}tte"),
            (33_432, 2, b"J. Kos\0Archive\0".to_vec()),
        ],
        &[
            (34_665, &[text(36_867, "2024:05:31 14:03:22"), text(36_881, "+02:00"), (37_500, 7, vec![7; 3000])]),
            (34_853, &[(0, 1, vec![2, 3, 0, 0]), (2, 5, place.clone()), (4, 5, place)]),
        ],
        false,
    )
}

fn jpeg(segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    for (marker, body) in segments {
        bytes.extend([0xFF, *marker]);
        bytes.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
        bytes.extend(body);
    }
    bytes.extend([0xFF, 0xC0, 0, 17, 8, 0, 16, 0, 16, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF, 0xDA, 0, 12]);
    bytes
}

fn png(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1A\n".to_vec();
    let header = (b"IHDR", vec![0, 0, 0, 1, 0, 0, 0, 1, 16, 0, 0, 0, 0]);
    let end = (b"IEND", Vec::new());
    for (kind, body) in [&[header][..], chunks, &[end]].concat() {
        bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
        bytes.extend(kind);
        bytes.extend(body);
        bytes.extend([0; 4]);
    }
    bytes
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// As much of a profile as its name needs.
fn profile(name: &str) -> Vec<u8> {
    let mut bytes = vec![0; 128];
    bytes[36..40].copy_from_slice(b"acsp");
    bytes.extend(1_u32.to_be_bytes());
    bytes.extend(b"desc\0\0\0\x90");
    let body = [b"desc\0\0\0\0", &u32::try_from(name.len() + 1).unwrap().to_be_bytes()[..], name.as_bytes(), b"\0"];
    let body = body.concat();
    bytes.extend(u32::try_from(body.len()).unwrap().to_be_bytes());
    bytes.extend(body);
    bytes
}

fn read(bytes: &[u8], format: Format) -> Metadata {
    metadata(&mut Cursor::new(bytes), format)
}

fn has(list: &[(String, String)], name: &str, value: &str) -> bool {
    list.iter().any(|(known, said)| known == name && said == value)
}

const XMP: &str = r#"<?xpacket begin="" id="x"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
 <rdf:Description rdf:about="" xmlns:pur="http://purl.org/dc/elements/1.1/" xmlns:ps="http://ns.adobe.com/photoshop/1.0/"
   xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:own="http://example.org/" ps:Credit="Yad &quot;V&#x41;&quot; &amp; Arolsen"
   own:secret="no" exif:GPSLatitude="50,2.1N">
  <!-- <pur:title>not this</pur:title> -->
  <pur:creator><rdf:Seq><rdf:li>First</rdf:li><rdf:li>Second</rdf:li></rdf:Seq></pur:creator>
  <pur:title><rdf:Alt><rdf:li xml:lang="x-default">Karte</rdf:li><rdf:li xml:lang="de">Karte</rdf:li></rdf:Alt></pur:title>
  <pur:rights><![CDATA[<all> rights]]></pur:rights>
  <Iptc4xmpCore:CreatorContactInfo xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" rdf:parseType="Resource">
   <Iptc4xmpCore:CiAdrCity>Oświęcim</Iptc4xmpCore:CiAdrCity>
  </Iptc4xmpCore:CreatorContactInfo>
  <own:thing><pur:title>inside of an unknown one</pur:title></own:thing>
 </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#;

fn iptc() -> Vec<u8> {
    let set = |number: u8, text: &[u8]| {
        [&[0x1C, 2, number][..], &u16::try_from(text.len()).unwrap().to_be_bytes(), text].concat()
    };
    let sets = [set(25, b"card"), set(25, b"stamp"), set(80, b"M\xFCller"), set(110, b"ITS"), set(120, b"A caption")];
    let sets = sets.concat();
    let length = u32::try_from(sets.len()).unwrap().to_be_bytes();
    let mut block = [b"Photoshop 3.0\x008BIM\x04\x04\0\0", &length[..], &sets].concat();
    block.resize(block.len().next_multiple_of(2), 0);
    block
}

#[test]
fn the_tags_of_a_camera_get_their_fields_and_the_place_is_only_warned_of() {
    let block = camera();
    let with_mark = [b"Exif\0\0", &block[..]].concat();
    let webp_chunk = [b"EXIF", &u32::try_from(block.len()).unwrap().to_le_bytes()[..], &block].concat();
    let webp = [b"RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\x08\0\0\0\0\0\0\0\0\0", &webp_chunk[..]].concat();
    for (bytes, format) in [
        (jpeg(&[(0xE1, with_mark.clone())]), Format::Jpeg),
        (png(&[(b"eXIf", block.clone())]), Format::Png),
        (webp, Format::WebP),
        (block.clone(), Format::Tiff),
    ] {
        let found = read(&bytes, format);
        assert_eq!(found.damaged, Vec::<String>::new(), "{format:?}");
        assert_eq!((found.make.as_str(), found.model.as_str()), ("EPSON", "Expression 12000XL"), "{format:?}");
        assert_eq!(found.software, "SilverFast 9", "{format:?}");
        assert_eq!(found.taken_at, "2024-05-31T14:03:22+02:00", "{format:?}");
        assert_eq!(found.description, "Häftlingskarte", "{format:?}");
        assert_eq!(found.artist, "Gedenkstätte", "{format:?}");
        assert_eq!(found.copyright, "J. Kos; Archive", "{format:?}");
        assert!(found.has_position && found.pages == 1, "{format:?}");
        assert_eq!(found.exif, [("DateTime".to_owned(), "2024:06:01 09:00:00".to_owned())], "{format:?}");
    }
}

#[test]
fn empty_fields_are_not_written_and_come_back_empty() {
    assert_eq!(serde_json::to_string(&Metadata::default()).unwrap(), "{}");
    let found = read(&jpeg(&[]), Format::Jpeg);
    let text = serde_json::to_string(&found).unwrap();
    assert_eq!(text, r#"{"bits_per_channel":8,"channels":3,"compression":"JPEG","pages":1}"#);
    assert_eq!(serde_json::from_str::<Metadata>(&text).unwrap(), found);
}

#[test]
fn times_are_iso_when_they_can_be_read_and_as_written_when_not() {
    for (written, offset, expected) in [
        ("2024:05:31 14:03:22", "", "2024-05-31T14:03:22"),
        ("2024:05:31 14:03:22", "-05:00", "2024-05-31T14:03:22-05:00"),
        ("2024:05:31 14:03:22", "   :  ", "2024-05-31T14:03:22"),
        ("2024-05-31T14:03:22.25Z", "", "2024-05-31T14:03:22Z"),
        ("2024:05:31", "", "2024-05-31"),
        ("0000:00:00 00:00:00", "", ""),
        ("    :  :     :  :  ", "", ""),
        ("2024:13:31 14:03:22", "", "2024:13:31 14:03:22"),
        ("31.5.2024", "", "31.5.2024"),
        ("12345678é0 ééé", "", "12345678é0 ééé"),
        ("2024:05:31 14:03:2é2", "", "2024:05:31 14:03:2é2"),
    ] {
        assert_eq!(super::words::iso_time(written, offset), expected, "{written}");
    }
}

#[test]
fn letters_are_utf_8_or_else_latin_1_and_long_texts_are_cut() {
    let found = read(&tiff(&[(315, 2, b"Jos\xE9 \x84M\x93\r\nx\0".to_vec())], &[], false), Format::Tiff);
    assert_eq!(found.artist, "José „M“\nx");
    let long = "ж".repeat(3000);
    let found = read(&tiff(&[text(270, &long)], &[], false), Format::Tiff);
    assert_eq!(found.description.chars().count(), 500);
    assert!(found.description.starts_with("жж") && found.description.ends_with('…'));
    let wide: Vec<u8> = "Öffnung".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let comment = [b"UNICODE\0", &wide[..]].concat();
    let found = read(&tiff(&[(40_092, 1, wide)], &[(34_665, &[(37_510, 7, comment)])], false), Format::Tiff);
    assert_eq!(found.description, "Öffnung");
    assert!(has(&found.exif, "UserComment", "Öffnung"), "{found:?}");
}

#[test]
fn xmp_is_read_by_its_vocabularies_not_by_its_prefixes() {
    let segment = [b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat();
    let found = read(&jpeg(&[(0xE1, segment)]), Format::Jpeg);
    assert_eq!(found.damaged, Vec::<String>::new());
    let expected = [
        ("photoshop:Credit", "Yad \"VA\" & Arolsen"),
        ("dc:creator", "First; Second"),
        ("dc:title", "Karte"),
        ("dc:rights", "<all> rights"),
        ("Iptc4xmpCore:CreatorContactInfo/Iptc4xmpCore:CiAdrCity", "Oświęcim"),
    ];
    assert_eq!(found.xmp, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!((found.artist.as_str(), found.copyright.as_str()), ("First; Second", "<all> rights"));
    assert!(found.has_position);
    let in_png = [b"XML:com.adobe.xmp\0\x01\0\0\0", &packed(XMP.as_bytes())[..]].concat();
    let wide: Vec<u8> = XMP.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for again in
        [read(&png(&[(b"iTXt", in_png)]), Format::Png), read(&tiff(&[(700, 1, wide)], &[], false), Format::Tiff)]
    {
        assert_eq!(again.xmp, found.xmp);
    }
}

#[test]
fn xmp_broken_off_gives_what_stood_before() {
    for end in 0..XMP.len() {
        let found = super::xmp::read(&XMP.as_bytes()[..end]);
        assert!(found.properties.len() <= 5);
    }
    let many = "&".repeat(1 << 20);
    assert!(super::xmp::read(many.as_bytes()).is_damaged);
    assert!(super::xmp::read("<a>".repeat(100_000).as_bytes()).is_damaged);
    let at_most = format!("<r>{}</r>", "<dc:title>x</dc:title><dc:date>y</dc:date>".repeat(1000));
    assert!(super::xmp::read(at_most.as_bytes()).properties.len() <= 50);
}

#[test]
fn captions_of_agencies_fill_what_is_empty() {
    let found = read(&jpeg(&[(0xED, iptc())]), Format::Jpeg);
    assert_eq!((found.artist.as_str(), found.description.as_str()), ("Müller", "A caption"));
    assert!(has(&found.exif, "IPTC Keywords", "card; stamp") && has(&found.exif, "IPTC Credit", "ITS"), "{found:?}");
    let exif = [b"Exif\0\0", &camera()[..]].concat();
    let found = read(&jpeg(&[(0xE1, exif), (0xED, iptc())]), Format::Jpeg);
    assert_eq!(found.description, "Häftlingskarte");
    assert!(has(&found.exif, "IPTC Caption", "A caption"), "{found:?}");
}

#[test]
fn the_colour_profile_is_put_together_and_named() {
    let whole = profile("Adobe RGB (1998)");
    let part =
        |index: u8, range: std::ops::Range<usize>| (0xE2, [b"ICC_PROFILE\0", &[index, 2][..], &whole[range]].concat());
    let (first, second) = (part(1, 0..100), part(2, 100..whole.len()));
    let in_jpeg = jpeg(&[second, first.clone()]);
    let in_png = png(&[(b"iCCP", [b"name\0\0", &packed(&whole)[..]].concat())]);
    let in_tiff = tiff(&[(34_675, 7, whole.clone())], &[], true);
    for (bytes, format) in [(in_jpeg, Format::Jpeg), (in_png, Format::Png), (in_tiff, Format::BigTiff)] {
        assert_eq!(icc_profile(&mut Cursor::new(&bytes), format), Some(whole.clone()), "{format:?}");
        assert_eq!(read(&bytes, format).colour_profile, "Adobe RGB (1998)", "{format:?}");
    }
    let found = read(&jpeg(&[first]), Format::Jpeg);
    assert_eq!(found.damaged, ["parts of its colour profile are missing"]);
    let bomb = packed(&vec![0; 5 << 20]);
    let found = read(&png(&[(b"iCCP", [b"name\0\0", &bomb[..]].concat())]), Format::Png);
    assert_eq!(found.damaged, ["its colour profile is damaged"]);
}

#[test]
fn texts_of_a_png_and_its_numbers() {
    let texts = [
        (b"tEXt", b"Author\0A. Nowak".to_vec()),
        (b"zTXt", [b"Inventory\0\0", &packed(b"rkg/0049")[..]].concat()),
        (b"tEXt", b"no zero".to_vec()),
    ];
    let found = read(&png(&texts), Format::Png);
    assert_eq!((found.bits_per_channel, found.channels, found.artist.as_str()), (Some(16), Some(1), "A. Nowak"));
    assert!(has(&found.exif, "Inventory", "rkg/0049"), "{found:?}");
    assert_eq!(found.damaged, ["one of its texts is damaged"]);
}

#[test]
fn a_tiff_says_how_it_is_packed_and_how_many_pages_it_has() {
    let bytes = tiff(&[(258, 3, vec![16, 0, 16, 0, 16, 0]), short(259, 5), short(277, 3)], &[], true);
    let found = read(&bytes, Format::BigTiff);
    assert_eq!((found.bits_per_channel, found.channels), (Some(16), Some(3)));
    assert_eq!((found.compression.as_str(), found.pages), ("LZW", 1));
    assert_eq!(found.exif, []);
}

#[test]
fn directories_that_lead_in_circles_end() {
    let mut bytes = tiff(&[text(271, "EPSON"), (34_665, 4, vec![0; 4])], &[], false);
    let first = u32::from_le_bytes(bytes[4..8].try_into().unwrap());
    let pointer = usize::try_from(first).unwrap() + 2 + 12 + 8;
    bytes[pointer..pointer + 4].copy_from_slice(&first.to_le_bytes());
    let end = bytes.len() - 4;
    bytes[end..].copy_from_slice(&first.to_le_bytes());
    let found = read(&bytes, Format::Tiff);
    assert_eq!((found.make.as_str(), found.pages), ("EPSON", 1));
    assert_eq!(found.damaged, ["its TIFF tags are damaged: one of its directories leads back to itself"]);
}

#[test]
fn wrong_kinds_offsets_and_counts_leave_the_other_tags_alone() {
    let mut bytes = tiff(&[text(271, "EPSON"), text(272, "Perfection"), text(305, "vuescan 9")], &[], false);
    let first = usize::try_from(u32::from_le_bytes(bytes[4..8].try_into().unwrap())).unwrap();
    bytes[first + 2 + 2] = 99;
    bytes[first + 2 + 12 + 4..][..4].copy_from_slice(&u32::MAX.to_le_bytes());
    let found = read(&bytes, Format::Tiff);
    assert_eq!((found.make.as_str(), found.model.as_str(), found.software.as_str()), ("", "", "vuescan 9"));
    let complaints = [
        "its TIFF tags are damaged: a value is of no kind that exists",
        "its TIFF tags are damaged: a value lies outside of it",
    ];
    assert_eq!(found.damaged, complaints);
}

#[test]
fn no_byte_changed_and_no_cut_ends_the_program() {
    let exif = (0xE1, [b"Exif\0\0", &camera()[..]].concat());
    let xmp = (0xE1, [b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat());
    let icc = (0xE2, [b"ICC_PROFILE\0\x01\x01", &profile("sRGB")[..]].concat());
    let jpeg = jpeg(&[exif, (0xED, iptc()), icc, xmp]);
    let jp2 =
        [b"\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x1Ejp2h\0\0\0\x16ihdr\0\0\0\x01\0\0\0\x01\0\x03\x07\x07\0\0", &[0; 40][..]]
            .concat();
    let heic =
        [&b"\0\0\0\x14ftypheic\0\0\0\0mif1\0\0\0\x20meta\0\0\0\0\0\0\0\x0Eiinf\0\0\0\0\0\x01"[..], &[0; 40]].concat();
    for (bytes, format) in [
        (jpeg, Format::Jpeg),
        (camera(), Format::Tiff),
        (tiff(&[text(270, "words and words"), short(259, 5)], &[], true), Format::BigTiff),
        (png(&[(b"eXIf", camera()), (b"tEXt", b"Author\0A".to_vec())]), Format::Png),
        (jp2, Format::Jp2),
        (heic, Format::Heic),
        (b"GIF89a".to_vec(), Format::Gif),
    ] {
        for at in 0..bytes.len() {
            let cut = &bytes[..at];
            let mut changed = bytes.clone();
            changed[at] = if at % 2 == 0 { 0xFF } else { changed[at].wrapping_add(0x81) };
            for hostile in [cut, &changed] {
                let found = read(hostile, format);
                assert!(found.exif.len() <= 200 && found.damaged.len() <= 20);
                icc_profile(&mut Cursor::new(hostile), format);
            }
        }
    }
}
