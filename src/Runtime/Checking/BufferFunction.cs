namespace SourceAutodiff;

/// <summary>A real function of a buffer.</summary>
/// <typeparam name="T">The floating-point type.</typeparam>
/// <param name="x">The input.</param>
/// <returns>The value.</returns>
public delegate T BufferFunction<T>(ReadOnlySpan<T> x);

/// <summary>The gradient of a <see cref="BufferFunction{T}"/>.</summary>
/// <typeparam name="T">The floating-point type.</typeparam>
/// <param name="x">The input.</param>
/// <param name="gradX">Filled with the gradient; as long as <paramref name="x"/>.</param>
public delegate void BufferGradient<T>(ReadOnlySpan<T> x, Span<T> gradX);
