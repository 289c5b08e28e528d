use std::path::PathBuf;

use image::codecs::gif::GifEncoder;
use image::{Frame, ImageBuffer, Luma, Rgb, RgbImage};
use tempfile::TempDir;

use super::*;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn put(folder: &TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A PNG whose head promises a size its pixels do not keep.
fn png_head(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8)
                .fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
        })
    }
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([depth, colour, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for chunk in [head.as_slice(), b"IDAT\x78\x9c\x03\0\0\0\0\x01", b"IEND"] {
        png.extend((chunk.len() as u32 - 4).to_be_bytes());
        png.extend(chunk);
        png.extend(crc(chunk).to_be_bytes());
    }
    png
}

/// Left red, right blue, twice as wide as high; JPEG blurs, so blocks are large.
fn two_colours() -> RgbImage {
    ImageBuffer::from_fn(64, 32, |x, _| if x < 32 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// The JPEG with an EXIF segment that says how to hold it.
fn held(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend((exif.len() as u16 + 2).to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

fn is_red(pixel: egui::Color32) -> bool {
    pixel.r() > 150 && pixel.b() < 100
}

#[test]
fn n42_to_n44_too_large_is_told_from_the_head_with_the_size() {
    let folder = folder();
    for (width, height, depth, colour) in
        [(30_000, 30_000, 1, 0), (20_000, 20_000, 8, 6), (16_000, 16_000, 8, 6)]
    {
        let path = put(&folder, "bomb.png", &png_head(width, height, depth, colour));
        let expected = PictureTrouble::TooLarge(width, height);
        assert_eq!(measure(&path), Err(expected.clone()));
        assert_eq!(decode(&path, 320).unwrap_err(), expected);
        assert!(expected.to_string().contains(&width.to_string()));
    }
    let path = put(&folder, "endless.png", &png_head(0x7fff_ffff, 0x7fff_ffff, 8, 6));
    let trouble = decode(&path, 320).unwrap_err();
    assert!(matches!(trouble, PictureTrouble::TooLarge(..) | PictureTrouble::Damaged), "{trouble:?}");
}

#[test]
fn n46_huge_pictures_of_every_sort_are_refused() {
    let folder = folder();
    let mut gif = b"GIF89a".to_vec();
    gif.extend([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0x2c, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 2, 0, 0x3b]);
    let mut bitmap = b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    bitmap.extend(60_000_i32.to_le_bytes());
    bitmap.extend(60_000_i32.to_le_bytes());
    bitmap.extend([1, 0, 24, 0]);
    bitmap.extend([0; 24]);
    // The head of the only frame, with sides of 65,500.
    let whole = jpeg(&two_colours());
    let frame = whole.windows(2).position(|mark| mark == [0xff, 0xc0]).unwrap();
    let mut photo = whole;
    photo[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    // Width, height, bits and the like: tag, short or long, one, value.
    let mut scan = b"II\x2a\0\x08\0\0\0\x08\0".to_vec();
    for (tag, value) in [
        (256_u16, 60_000_u32),
        (257, 60_000),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, 8),
        (278, 60_000),
        (279, 3_600_000_000),
    ] {
        scan.extend(tag.to_le_bytes());
        scan.extend([4, 0, 1, 0, 0, 0]);
        scan.extend(value.to_le_bytes());
    }
    scan.extend([0; 4]);
    for (name, bytes) in [("huge.gif", gif), ("huge.bmp", bitmap), ("huge.jpg", photo), ("huge.tif", scan)] {
        let trouble = decode(&put(&folder, name, &bytes), 320).unwrap_err();
        assert!(matches!(trouble, PictureTrouble::TooLarge(..)), "{name}: {trouble:?}");
    }
    // Of these sorts nothing is read.
    let qoi = b"qoif\0\x01\0\0\0\x01\0\0\x04\0".to_vec();
    let pnm = b"P6 60000 60000 255\n".to_vec();
    let radiance = b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 60000 +X 60000\n".to_vec();
    let farbfeld = b"farbfeld\0\0\xff\xff\0\0\xff\xff".to_vec();
    let surface = [b"DDS \x7c\0\0\0".to_vec(), vec![0xff; 120]].concat();
    let targa = [vec![0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0], vec![0xff, 0xff, 0xff, 0xff, 24, 0]].concat();
    for (name, bytes) in [
        ("huge.qoi", qoi),
        ("huge.pnm", pnm),
        ("huge.hdr", radiance),
        ("huge.ff", farbfeld),
        ("huge.dds", surface),
        ("huge.tga", targa),
    ] {
        assert_eq!(
            decode(&put(&folder, name, &bytes), 320).unwrap_err(),
            PictureTrouble::NotAPicture,
            "{name}"
        );
    }
}

/// Bytes that zlib makes into `length` zeros: a zero, and then copies of 258 bytes from one before.
fn inflatable(length: usize) -> Vec<u8> {
    let mut bits: (u64, u32) = (0, 0);
    let mut bytes = vec![0x78, 0x01];
    let mut put = |value: u64, count: u32, bytes: &mut Vec<u8>| {
        bits = (bits.0 | value << bits.1, bits.1 + count);
        while bits.1 >= 8 {
            bytes.push(bits.0 as u8);
            bits = (bits.0 >> 8, bits.1 - 8);
        }
    };
    // The last block, by the fixed code; the code of a zero; then length 258 (285) and distance 1 (0).
    put(0b011, 3, &mut bytes);
    put(0b0000_1100, 8, &mut bytes);
    for _ in 0..length / 258 {
        put(0b1010_0011, 8, &mut bytes);
        put(0, 5, &mut bytes);
    }
    put(0, 7 + 8, &mut bytes);
    bytes
}

/// A colour profile and texts of two gigabytes in a file of 13 megabytes: what they would be is never
/// held, and the picture is either shown or said to be too large or damaged.
#[test]
fn n47_two_gigabytes_in_a_chunk_are_not_unpacked() {
    let folder = folder();
    let bomb = inflatable(2 << 30);
    let mut pixels = std::io::Cursor::new(Vec::new());
    two_colours().write_to(&mut pixels, image::ImageFormat::Png).unwrap();
    let pixels = pixels.into_inner();
    for (sort, head) in [(b"iCCP", &b"p\0\0"[..]), (b"zTXt", b"k\0\0"), (b"iTXt", b"k\0\x01\0\0\0")] {
        let mut body = sort.to_vec();
        body.extend(head);
        body.extend(&bomb);
        let mut chunk = (body.len() as u32 - 4).to_be_bytes().to_vec();
        let sum = crc32fast::hash(&body);
        chunk.extend(body);
        chunk.extend(sum.to_be_bytes());
        let mut png = pixels.clone();
        png.splice(33..33, chunk);
        match decode(&put(&folder, "bomb.png", &png), 320) {
            Ok(decoded) => assert_eq!(decoded.full, [64, 32]),
            Err(trouble) => assert!(
                matches!(trouble, PictureTrouble::TooLarge(..) | PictureTrouble::Damaged),
                "{sort:?}: {trouble:?}"
            ),
        }
    }
}

#[test]
fn n45_n50_and_n55_what_is_no_picture_or_a_broken_one_is_said_so() {
    let folder = folder();
    let html = put(&folder, "page.png", b"<!doctype html><title>Not found</title>");
    assert!(matches!(decode(&html, 320), Err(PictureTrouble::NotAPicture | PictureTrouble::Damaged)));
    let svg = put(&folder, "drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>");
    assert_eq!(decode(&svg, 320).unwrap_err(), PictureTrouble::NotAPicture);
    let empty = put(&folder, "empty.jpg", b"");
    assert!(decode(&empty, 320).is_err());
    let none = put(&folder, "none.png", &png_head(0, 0, 8, 2));
    assert_eq!(decode(&none, 320).unwrap_err(), PictureTrouble::Damaged);
    let hollow = put(&folder, "hollow.png", &png_head(100, 100, 8, 2));
    assert_eq!(decode(&hollow, 320).unwrap_err(), PictureTrouble::Damaged);
}

/// The chunk says that it holds two gigabytes; they are not believed in.
#[test]
fn n47_a_chunk_that_promises_two_gigabytes_is_damage() {
    let folder = folder();
    for sort in [b"iCCP", b"iTXt", b"IDAT"] {
        let mut png = png_head(100, 100, 8, 2);
        // Before the pixels.
        let mut chunk = 0x7fff_ffff_u32.to_be_bytes().to_vec();
        chunk.extend(sort);
        chunk.extend([0; 64]);
        png.splice(33..33, chunk);
        let trouble = decode(&put(&folder, "promise.png", &png), 320).unwrap_err();
        assert_eq!(trouble, PictureTrouble::Damaged, "{sort:?}");
    }
}

#[test]
fn n54_what_is_no_file_is_never_opened() {
    let folder = folder();
    assert_eq!(decode(&folder.path().join("gone.jpg"), 320).unwrap_err(), PictureTrouble::Missing);
    assert_eq!(decode(folder.path(), 320).unwrap_err(), PictureTrouble::NotAFile);
    let beneath = put(&folder, "file", b"x").join("picture.jpg");
    assert_eq!(decode(&beneath, 320).unwrap_err(), PictureTrouble::Missing);
    #[cfg(unix)]
    {
        let link = folder.path().join("link.png");
        std::os::unix::fs::symlink(folder.path().join("file"), &link).unwrap();
        assert_eq!(decode(&link, 320).unwrap_err(), PictureTrouble::NotAFile);
        let pipe = folder.path().join("pipe.png");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|status| status.success()) {
            assert_eq!(decode(&pipe, 320).unwrap_err(), PictureTrouble::NotAFile);
        }
    }
}

#[test]
fn n49_a_wrong_name_does_not_matter() {
    let folder = folder();
    let path = folder.path().join("really-a.png");
    two_colours().save(&path).unwrap();
    let named = folder.path().join("called.jpg");
    std::fs::rename(path, &named).unwrap();
    let decoded = decode(&named, 320).unwrap();
    assert_eq!((decoded.full, decoded.image.size, decoded.flaw), ([64, 32], [64, 32], None));
}

#[test]
fn n48_half_a_jpeg_is_marked_or_refused() {
    let folder = folder();
    let noise =
        RgbImage::from_fn(256, 256, |x, y| Rgb([(x * 7 + y * 13) as u8, (x * y) as u8, (x ^ y) as u8]));
    let whole = jpeg(&noise);
    assert_eq!(decode(&put(&folder, "whole.jpg", &whole), 320).unwrap().flaw, None);
    let half = put(&folder, "half.jpg", &whole[..whole.len() / 2]);
    match decode(&half, 320) {
        Ok(decoded) => assert_eq!(decoded.flaw, Some(Flaw::Cut)),
        Err(trouble) => assert_eq!(trouble, PictureTrouble::Damaged),
    }
}

#[test]
fn n53_a_file_that_is_not_the_one_its_name_tells_is_shown_and_marked() {
    let folder = folder();
    let one = jpeg(&two_colours());
    let stem = TextHash::of(&one).0[..STEM].to_owned();
    let name = format!("{stem}.jpg");
    assert_eq!(decode(&put(&folder, &name, &one), 320).unwrap().flaw, None);
    let other = jpeg(&RgbImage::from_pixel(64, 32, Rgb([1, 2, 3])));
    assert_eq!(decode(&put(&folder, &name, &other), 320).unwrap().flaw, Some(Flaw::Changed));
    assert_eq!(decode(&put(&folder, "by hand.jpg", &other), 320).unwrap().flaw, None, "it tells nothing");
}

#[test]
fn n51_every_exif_orientation_gives_the_same_upright_pixels() {
    let folder = folder();
    for orientation in 1..=8 {
        // What a camera that is held this way would store.
        let upright = two_colours();
        let stored = match orientation {
            2 => image::imageops::flip_horizontal(&upright),
            3 => image::imageops::rotate180(&upright),
            4 => image::imageops::flip_vertical(&upright),
            5 => image::imageops::rotate270(&image::imageops::flip_horizontal(&upright)),
            6 => image::imageops::rotate270(&upright),
            7 => image::imageops::rotate90(&image::imageops::flip_horizontal(&upright)),
            8 => image::imageops::rotate90(&upright),
            _ => upright,
        };
        let path = put(&folder, "held.jpg", &held(&jpeg(&stored), orientation));
        assert_eq!(measure(&path), Ok([64, 32]), "orientation {orientation}");
        let decoded = decode(&path, 320).unwrap();
        assert_eq!((decoded.full, decoded.image.size), ([64, 32], [64, 32]), "orientation {orientation}");
        let (left, right) = (decoded.image[(8, 16)], decoded.image[(56, 16)]);
        assert!(is_red(left) && !is_red(right), "orientation {orientation}: {left:?} {right:?}");
    }
}

#[test]
fn n52_sixteen_bits_and_many_frames_are_shown() {
    let folder = folder();
    let deep = folder.path().join("deep.png");
    ImageBuffer::from_fn(10, 10, |x, _| Luma([if x < 5 { 0_u16 } else { u16::MAX }])).save(&deep).unwrap();
    let decoded = decode(&deep, 320).unwrap();
    assert_eq!((decoded.image[(0, 0)].r(), decoded.image[(9, 0)].r()), (0, 255));
    let mut gif = Vec::new();
    let frame = |shade| Frame::new(image::RgbaImage::from_pixel(8, 8, image::Rgba([shade, 0, 0, 255])));
    GifEncoder::new(&mut gif).encode_frames([frame(250), frame(0)]).unwrap();
    let decoded = decode(&put(&folder, "moving.gif", &gif), 320).unwrap();
    assert!(decoded.image[(4, 4)].r() > 200, "the first frame");
}

#[test]
fn n52_four_inks_are_shown() {
    // A TIFF of one CMYK pixel, full cyan: byte order, one directory, the pixel behind it.
    let entries: [(u16, u16, u32, u32); 9] = [
        (256, 4, 1, 1),
        (257, 4, 1, 1),
        (258, 3, 4, 126),
        (259, 3, 1, 1),
        (262, 3, 1, 5),
        (273, 4, 1, 122),
        (277, 3, 1, 4),
        (278, 4, 1, 1),
        (279, 4, 1, 4),
    ];
    let mut tiff = b"II\x2a\0\x08\0\0\0\x09\0".to_vec();
    for (tag, sort, count, value) in entries {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(sort.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend([0; 4]);
    tiff.extend([255, 0, 0, 0]);
    tiff.extend([8, 0, 8, 0, 8, 0, 8, 0]);
    let folder = folder();
    let decoded = decode(&put(&folder, "inks.tif", &tiff), 320).unwrap();
    let pixel = decoded.image[(0, 0)];
    assert!(pixel.r() < 40 && pixel.g() > 200 && pixel.b() > 200, "{pixel:?}");
}

#[test]
fn a_picture_is_scaled_to_the_detail_asked_for() {
    let folder = folder();
    let path = folder.path().join("wide.png");
    RgbImage::from_pixel(1000, 500, Rgb([9, 9, 9])).save(&path).unwrap();
    let decoded = decode(&path, 320).unwrap();
    assert_eq!((decoded.full, decoded.image.size), ([1000, 500], [320, 160]));
}
