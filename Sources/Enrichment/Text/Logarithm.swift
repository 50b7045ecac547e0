#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// The natural logarithm, by the C library.
enum Logarithm {
    static func natural(_ value: Float) -> Float { logf(value) }

    /// What has this logarithm.
    static func inverse(_ value: Float) -> Float { expf(value) }
}
