//! The picture formats, told by the first bytes of a file.

/// A format of scans and photographs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG (ISO/IEC 10918).
    Jpeg,
    /// PNG.
    Png,
    /// TIFF 6.
    Tiff,
    /// TIFF with 64-bit offsets, for files above 4 GB.
    BigTiff,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// JPEG 2000, as a file or a bare codestream.
    Jp2,
    /// PDF.
    Pdf,
    /// HEIF, as telephones write it (HEIC).
    Heic,
    /// AVIF.
    Avif,
}

impl Format {
    /// The name people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Tiff => "TIFF",
            Self::BigTiff => "BigTIFF",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Jp2 => "JPEG 2000",
            Self::Pdf => "PDF",
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
        }
    }

    /// The ending under which a master of this format is stored, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Tiff | Self::BigTiff => "tif",
            Self::WebP => "webp",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Jp2 => "jp2",
            Self::Pdf => "pdf",
            Self::Heic => "heic",
            Self::Avif => "avif",
        }
    }

    /// The format these first bytes announce.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let at = |from: usize, bytes: &[u8]| head.get(from..).is_some_and(|rest| rest.starts_with(bytes));
        Some(match () {
            () if at(0, b"\xFF\xD8\xFF") => Self::Jpeg,
            () if at(0, b"\x89PNG\r\n\x1A\n") => Self::Png,
            () if at(0, b"II\x2A\0") || at(0, b"MM\0\x2A") => Self::Tiff,
            () if at(0, b"II\x2B\0") || at(0, b"MM\0\x2B") => Self::BigTiff,
            () if at(0, b"RIFF") && at(8, b"WEBP") => Self::WebP,
            () if at(0, b"GIF87a") || at(0, b"GIF89a") => Self::Gif,
            () if at(0, b"\0\0\0\x0CjP  \r\n\x87\n") || at(0, b"\xFF\x4F\xFF\x51") => Self::Jp2,
            () if at(4, b"ftypavif") || at(4, b"ftypavis") => Self::Avif,
            () if [&b"ftypheic"[..], b"ftypheix", b"ftyphevc", b"ftypheim", b"ftypmif1", b"ftypmsf1"]
                .iter()
                .any(|brand| at(4, brand)) =>
            {
                Self::Heic
            }
            // readers of PDF look for its mark in the first kilobyte
            () if head.iter().take(1024).collect::<Vec<_>>().windows(5).any(|w| w.iter().copied().eq(b"%PDF-")) => {
                Self::Pdf
            }
            // two letters are little to go by: the second header has to fit too
            () if at(0, b"BM") && (at(14, b"\x0C\0\0\0") || head.get(14).is_some_and(|size| *size >= 40)) => Self::Bmp,
            () => return None,
        })
    }
}

/// What bytes of no picture format seem to be, in words.
pub(super) fn what_else(head: &[u8]) -> &'static str {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "it is a ZIP archive, or a Word, Excel or OpenDocument file"),
        (b"\xD0\xCF\x11\xE0", "it is an old Word or Excel file"),
        (b"Rar!", "it is a RAR archive"),
        (b"7z\xBC\xAF", "it is a 7-Zip archive"),
        (b"\x1F\x8B", "it is a compressed (gzip) file"),
        (b"SQLite format 3\0", "it is a database"),
        (b"\x7FELF", "it is a program"),
        (b"MZ", "it is a Windows program"),
        (b"ID3", "it is a sound recording"),
        (b"OggS", "it is a sound or film recording"),
        (b"8BPS", "it is a Photoshop file: save it as TIFF first"),
    ];
    if head.iter().all(|byte| *byte == 0) {
        return "it holds nothing but zeros: the copy was probably interrupted; copy it again from where it came";
    }
    if let Some((_, words)) = KNOWN.iter().find(|(magic, _)| head.starts_with(magic)) {
        return words;
    }
    if head.get(4..8) == Some(b"ftyp") {
        return "it is a film";
    }
    if is_text(head) {
        return "it is not a picture: its first bytes are text";
    }
    "it is no picture of a kind this program knows; TIFF, JPEG and PNG are the safe ones"
}

/// Text in any encoding: no control characters but white space. UTF-16 is known by its mark.
fn is_text(head: &[u8]) -> bool {
    head.starts_with(b"\xFF\xFE")
        || head.starts_with(b"\xFE\xFF")
        || head.iter().all(|byte| *byte >= 0x20 && *byte != 0x7F || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C))
}
