// What may be typed into a field, and what of it is handed on. Pure. It must not know what the text is for.

/// What a field is for.
public enum FieldKind: Equatable, Sendable {
    case line, name, address, code
}

/// See the file.
public enum TextRules {
    /// Digits of a room code.
    public static let codeDigits = 6

    /// What of the text stays while it is typed: one line, at most so many bytes, never half a character.
    public static func kept(_ text: String, _ kind: FieldKind, maxBytes: Int) -> String {
        if kind == .code {
            // a code may be typed with a space in its middle, and in the digits of any script
            let digits = text.compactMap(\.wholeNumberValue).filter { (0...9).contains($0) }
            return digits.prefix(codeDigits).map(String.init).joined()
        }
        let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        return clipped(line.filter { character in
            !character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }, maxBytes)
    }

    /// What is handed on when the player is done.
    public static func finished(_ text: String, _ kind: FieldKind, maxBytes: Int) -> String {
        let kept = kept(text, kind, maxBytes: maxBytes)
        let head = kept.drop(while: \.isWhitespace)
        let end = head.lastIndex { !$0.isWhitespace }
        return end.map { String(head[...$0]) } ?? ""
    }

    private static func clipped(_ text: String, _ maxBytes: Int) -> String {
        var bytes = 0
        let fits = text.prefix { character in
            bytes += character.utf8.count
            return bytes <= maxBytes
        }
        return String(fits)
    }
}
