// How far the screen's cut-outs and bars reach in, from the system's points to the pixels that Rust draws with. Pure.

/// Physical pixels, none below 0.
public struct PixelInsets: Equatable, Sendable {
    public let left, top, right, bottom: Float

    /// From points, of which the screen has so many pixels each.
    public init(left: Double, top: Double, right: Double, bottom: Double, scale: Double) {
        func pixels(_ points: Double) -> Float {
            let pixels = points * scale
            return pixels.isFinite && pixels > 0 ? Float(min(pixels, 10_000)) : 0
        }
        (self.left, self.top) = (pixels(left), pixels(top))
        (self.right, self.bottom) = (pixels(right), pixels(bottom))
    }
}

/// Lets each change through once: layout happens far more often.
public struct InsetsWatch: Sendable {
    private var last: PixelInsets?

    public init() {}

    /// The insets, where they are others than before.
    public mutating func news(_ insets: PixelInsets) -> PixelInsets? {
        guard insets != last else { return nil }
        last = insets
        return insets
    }
}
