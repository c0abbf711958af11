//! Samples as a WAV file: two ears, 16 bits.

/// The whole file.
#[must_use]
pub fn file(samples: &[[f32; 2]], rate: u32) -> Vec<u8> {
    const EARS: u16 = 2;
    const BITS: u16 = 16;
    let frame = EARS * BITS / 8;
    let data = u32::try_from(samples.len() * usize::from(frame)).unwrap_or(u32::MAX);
    let mut file = Vec::with_capacity(44 + samples.len() * usize::from(frame));
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&data.saturating_add(36).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    // plain samples
    file.extend_from_slice(&1_u16.to_le_bytes());
    file.extend_from_slice(&EARS.to_le_bytes());
    file.extend_from_slice(&rate.to_le_bytes());
    file.extend_from_slice(&rate.saturating_mul(u32::from(frame)).to_le_bytes());
    file.extend_from_slice(&frame.to_le_bytes());
    file.extend_from_slice(&BITS.to_le_bytes());
    file.extend_from_slice(b"data");
    file.extend_from_slice(&data.to_le_bytes());
    for sample in samples.iter().flatten() {
        let whole = (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16;
        file.extend_from_slice(&whole.to_le_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_is_in_it() {
        let file = file(&[[0.0, 1.0], [-1.0, 9.0]], 44_100);
        assert_eq!(file.len(), 44 + 8);
        assert_eq!(&file[..4], b"RIFF");
        assert_eq!(file[4..8], 44_u32.to_le_bytes());
        assert_eq!(file[24..28], 44_100_u32.to_le_bytes());
        assert_eq!(file[28..32], 176_400_u32.to_le_bytes());
        assert_eq!(file[40..44], 8_u32.to_le_bytes());
        let samples = [0_i16, 32_767, -32_767, 32_767];
        let bytes: Vec<_> = samples
            .iter()
            .flat_map(|sample| sample.to_le_bytes())
            .collect();
        assert_eq!(file[44..], bytes);
    }
}
