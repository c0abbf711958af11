// How much larger letters are, by the names that the system has for its sizes. Pure.

/// See the file.
public enum TextSize {
    /// By the system's own body text, 17 points at the usual size. What is not known is usual.
    public static func scale(ofCategory name: String) -> Float {
        (points[name] ?? usual) / usual
    }

    private static let usual: Float = 17
    private static let points: [String: Float] = [
        "UICTContentSizeCategoryXS": 14,
        "UICTContentSizeCategoryS": 15,
        "UICTContentSizeCategoryM": 16,
        "UICTContentSizeCategoryL": 17,
        "UICTContentSizeCategoryXL": 19,
        "UICTContentSizeCategoryXXL": 21,
        "UICTContentSizeCategoryXXXL": 23,
        "UICTContentSizeCategoryAccessibilityM": 28,
        "UICTContentSizeCategoryAccessibilityL": 33,
        "UICTContentSizeCategoryAccessibilityXL": 40,
        "UICTContentSizeCategoryAccessibilityXXL": 47,
        "UICTContentSizeCategoryAccessibilityXXXL": 53,
    ]
}
