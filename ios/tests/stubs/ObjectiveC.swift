public struct Selector {
    public init(_ name: String) {}
}
public typealias Method = OpaquePointer
public typealias IMP = OpaquePointer
public func class_getInstanceMethod(_ cls: AnyClass?, _ name: Selector) -> Method? { nil }
public func method_getImplementation(_ m: Method) -> IMP { fatalError() }
@discardableResult
public func method_setImplementation(_ m: Method, _ imp: IMP) -> IMP { imp }
public func imp_implementationWithBlock(_ block: Any) -> IMP { fatalError() }
public func object_getClassName(_ obj: Any?) -> UnsafePointer<CChar> { fatalError() }
