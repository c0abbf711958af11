// The look's own colours, as in the crate `theme`.
import UIKit

enum Look {
    static let ground = UIColor(red: 0x0b / 255.0, green: 0x10 / 255.0, blue: 0x20 / 255.0, alpha: 1)
    static let text = UIColor(red: 0xf4 / 255.0, green: 0xf6 / 255.0, blue: 0xff / 255.0, alpha: 1)
    static let sky = UIColor(red: 0x56 / 255.0, green: 0xb4 / 255.0, blue: 0xe9 / 255.0, alpha: 1)
}
