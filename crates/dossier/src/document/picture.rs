//! What a photo tells besides what is seen on it: where it was made, when, with
//! which device, a smaller copy of an earlier state. Of a photo that the person
//! adds only the picture is kept.

/// A JPEG (ITU-T T.81) or PNG (ISO 15948) with the picture, its colours and which
/// side is up, and nothing else. None when it is cut off or damaged before the
/// picture begins.
pub fn only_picture(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(PNG) {
        png(bytes)
    } else {
        jpeg(bytes)
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Chunks of a PNG that are about the picture's making.
const TELLING: [&[u8; 4]; 5] = [b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(PNG)?;
    let mut out = PNG.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        // Length, type and checksum stand around the data.
        let (chunk, after) = rest.split_at_checked(length.checked_add(12)?)?;
        let kind: &[u8; 4] = chunk.get(4..)?.first_chunk()?;
        if !TELLING.contains(&kind) {
            out.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(out);
        }
        rest = after;
    }
}

const SCAN: u8 = 0xda;
const END: u8 = 0xd9;

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut out = vec![0xff, 0xd8];
    let mut scanned = false;
    loop {
        let (marker, length) = match *rest {
            [0xff, 0xff, ..] => {
                rest = rest.get(1..)?;
                continue;
            }
            [0xff, END, ..] => break,
            [0xff, marker, high, low, ..] => (marker, usize::from(u16::from_be_bytes([high, low]))),
            // A picture that was cut off is shown as far as it goes.
            _ if scanned => break,
            _ => return None,
        };
        let Some((segment, after)) = rest.split_at_checked(length.checked_add(2)?) else {
            if scanned {
                break;
            }
            return None;
        };
        out.extend(kept(marker, segment));
        rest = after;
        if marker == SCAN {
            scanned = true;
            let (data, after) = rest.split_at_checked(scan_length(rest))?;
            out.extend_from_slice(data);
            rest = after;
        }
    }
    out.extend_from_slice(&[0xff, END]);
    scanned.then_some(out)
}

/// What stays of a segment.
fn kept(marker: u8, segment: &[u8]) -> Vec<u8> {
    let starts = |name: &[u8]| segment.get(4..).is_some_and(|data| data.starts_with(name));
    let stays = match marker {
        0xe0 => starts(b"JFIF\0"),
        0xe2 => starts(b"ICC_PROFILE\0"),
        0xee => starts(b"Adobe"),
        0xe1 if starts(b"Exif\0\0") => {
            let side = segment.get(10..).and_then(orientation);
            return side.map(oriented).unwrap_or_default();
        }
        0xe1..=0xef | 0xfe => false,
        _ => true,
    };
    if stays { segment.to_vec() } else { Vec::new() }
}

/// How long the coded picture is: to the next marker that is not part of it.
fn scan_length(data: &[u8]) -> usize {
    let ends = |pair: &[u8]| matches!(pair, [0xff, marker] if *marker != 0 && *marker != 0xff && !(0xd0..=0xd7).contains(marker));
    data.windows(2).position(ends).unwrap_or(data.len())
}

/// Tag 0x0112 of the first directory of Exif (CIPA DC-008): which side is up.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = tiff.starts_with(b"II");
    let two = |at: usize| -> Option<u16> {
        let pair = *tiff.get(at..)?.first_chunk::<2>()?;
        Some(if little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    };
    let four = |at: usize| -> Option<usize> {
        let (one, other) = (usize::from(two(at)?), usize::from(two(at.checked_add(2)?)?));
        Some(if little {
            other * 0x1_0000 + one
        } else {
            one * 0x1_0000 + other
        })
    };
    let start = four(4)?;
    let count = usize::from(two(start)?);
    let entry = (0..count)
        .map_while(|nth| start.checked_add(2 + nth * 12))
        .find(|at| two(*at) == Some(0x0112))?;
    let side = two(entry.checked_add(8)?)?;
    u8::try_from(side)
        .ok()
        .filter(|side| (1..=8).contains(side))
}

/// An Exif segment that says which side is up and nothing else.
fn oriented(side: u8) -> Vec<u8> {
    let mut out =
        b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    out.push(side);
    out.extend_from_slice(&[0; 6]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], length.as_slice(), data].concat()
    }

    fn exif(little: bool, side: u8) -> Vec<u8> {
        let mut tiff = if little {
            b"II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x04\0\0\0GPS!\x12\x01\x03\0\x01\0\0\0".to_vec()
        } else {
            b"MM\0*\0\0\0\x08\0\x02\x01\x0f\0\x02\0\0\0\x04GPS!\x01\x12\0\x03\0\0\0\x01".to_vec()
        };
        tiff.extend(if little {
            [side, 0, 0, 0]
        } else {
            [0, side, 0, 0]
        });
        tiff.extend_from_slice(b"\0\0\0\0 52.37 4.89");
        [b"Exif\0\0".as_slice(), &tiff].concat()
    }

    fn photo(exif: &[u8]) -> Vec<u8> {
        [
            b"\xff\xd8".to_vec(),
            segment(0xe0, b"JFIF\0rest"),
            segment(0xe1, exif),
            segment(0xe1, b"http://ns.adobe.com/xap/1.0/ 52.37"),
            segment(0xfe, b"made by 52.37"),
            segment(0xdb, b"table"),
            segment(SCAN, b"head"),
            b"coded\xff\x00data\xff\xd3more".to_vec(),
            segment(0xc4, b"second table"),
            segment(SCAN, b"head"),
            b"again\xff\xd9".to_vec(),
            b"\xff\xd8 a second picture 52.37".to_vec(),
        ]
        .concat()
    }

    fn holds(bytes: &[u8], part: &[u8]) -> bool {
        bytes.windows(part.len()).any(|window| window == part)
    }

    #[test]
    fn where_a_photo_was_made_goes_and_which_side_is_up_stays() {
        for little in [true, false] {
            let kept = only_picture(&photo(&exif(little, 6))).unwrap();
            for gone in [b"52.37".as_slice(), b"GPS!", b"made by"] {
                assert!(!holds(&kept, gone));
            }
            for stays in [
                b"JFIF".as_slice(),
                b"table",
                b"second table",
                b"coded\xff\x00data",
            ] {
                assert!(holds(&kept, stays));
            }
            assert!(kept.ends_with(b"again\xff\xd9"));
            let tiff = kept
                .windows(6)
                .position(|part| part == b"Exif\0\0")
                .unwrap()
                + 6;
            assert_eq!(orientation(&kept[tiff..]), Some(6));
            assert_eq!(
                only_picture(&kept),
                Some(kept.clone()),
                "nothing left to take out"
            );
        }
    }

    #[test]
    fn a_photo_that_was_cut_off_ends_where_it_ends_and_noise_is_none() {
        let whole = photo(&exif(true, 1));
        for length in 0..whole.len() {
            // No length may panic; a head alone is no picture.
            if let Some(kept) = only_picture(&whole[..length]) {
                assert!(!holds(&kept, b"52.37") && kept.ends_with(b"\xff\xd9"));
            }
        }
        assert_eq!(only_picture(b"\xff\xd8\xff"), None);
        assert_eq!(only_picture(b"\xff\xd8\xff\xe1\xff\xff too short"), None);
    }

    #[test]
    fn a_png_keeps_its_picture_only() {
        let chunk = |kind: &[u8; 4], data: &[u8]| {
            let length = u32::try_from(data.len()).unwrap().to_be_bytes();
            [length.as_slice(), kind, data, b"crc!"].concat()
        };
        let picture = [
            PNG.to_vec(),
            chunk(b"IHDR", b"head"),
            chunk(b"IDAT", b"data"),
        ]
        .concat();
        let end = chunk(b"IEND", b"");
        let told = [chunk(b"tEXt", b"52.37"), chunk(b"eXIf", b"52.37")].concat();
        let whole = [picture.clone(), told, end.clone(), b"52.37".to_vec()].concat();
        assert_eq!(only_picture(&whole), Some([picture.clone(), end].concat()));
        assert_eq!(only_picture(&picture), None);
    }
}
