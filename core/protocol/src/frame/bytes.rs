//! Little-endian numbers in and out of a frame. Never believes a length.

/// Writes a frame.
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn new(kind: u8) -> Self {
        let mut bytes = Vec::with_capacity(32);
        bytes.push(kind);
        Self(bytes)
    }
    pub(super) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }
    pub(super) fn u8(self, v: u8) -> Self {
        self.bytes(&[v])
    }
    pub(super) fn u16(self, v: u16) -> Self {
        self.bytes(&v.to_le_bytes())
    }
    pub(super) fn u32(self, v: u32) -> Self {
        self.bytes(&v.to_le_bytes())
    }
    pub(super) fn u64(self, v: u64) -> Self {
        self.bytes(&v.to_le_bytes())
    }
    pub(super) fn done(self) -> Vec<u8> {
        self.0
    }
}

/// Reads what is behind a frame's kind.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl Reader<'_> {
    pub(super) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*head)
    }
    pub(super) fn u8(&mut self) -> Option<u8> {
        self.take().map(|[b]: [u8; 1]| b)
    }
    pub(super) fn u16(&mut self) -> Option<u16> {
        self.take().map(u16::from_le_bytes)
    }
    pub(super) fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }
    pub(super) fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
