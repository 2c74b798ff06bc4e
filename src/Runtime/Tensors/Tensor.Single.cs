using System.Runtime.CompilerServices;
using SourceAutodiff.Kernels;
using SourceAutodiff.Tensors;

namespace SourceAutodiff;

/// <summary>A single number lies in the tensor itself, and gets memory of its own when somebody asks for that.</summary>
public sealed partial class Tensor
{
    [ThreadStatic]
    private static Tensor? t_spare;

    private Storage? _storage;
    private long _bits;
    private bool _isShared;

    private Tensor(DType type, Origin origin)
    {
        (Layout, _type) = (Layout.Scalar, (byte)type);
        _origin = (GradModes.Current & GradMode.Inference) != 0 ? origin | Origin.Inference : origin;
    }

    internal Storage Storage
    {
        get
        {
            if (_storage is null) DType.Run(new MoveOut(this));
            return _storage!;
        }
    }

    /// <summary>Something else may look at this memory, too, so a gradient in it has to be copied before it is kept or changed.</summary>
    internal bool IsShared => _storage?.IsShared ?? _isShared;

    /// <summary>A fresh result that a backward pass may change: nobody else looks at it.</summary>
    internal bool IsOwn => _storage is { } storage ? !storage.IsShared && Layout.IsPlain && storage.Length == Layout.Count : !_isShared;

    /// <summary>A tensor without dimensions, of a type that its operations are quick for.</summary>
    internal bool IsSingle => Layout.Rank == 0 && DType is DType.Float64 or DType.Float32 or DType.Int64;

    /// <summary>A number that lies in the tensor itself and that nobody else looks at.</summary>
    private bool IsOwnSingle => _storage is null && !_isShared;

    internal static Tensor Single<T>(T value, DType type) where T : unmanaged => new Tensor(type, Origin.Ordinary).Put(value);

    /// <summary>A gradient that only this backward pass sees.</summary>
    internal static Tensor OfPass<T>(T value, DType type) where T : unmanaged
    {
        Tensor? spare = t_spare;
        if (spare is null || spare.DType != type) return new Tensor(type, Origin.Pass).Put(value);
        t_spare = null;
        return spare.Put(value);
    }

    /// <summary>A gradient in the place of another, if nobody else sees that.</summary>
    internal static Tensor InPlaceOf<T>(Tensor grad, T value) where T : unmanaged => grad.IsOwnSingle ? grad.Put(value) : OfPass(value, grad.DType);

    /// <summary>Adds where nobody else looks, if that can be done here.</summary>
    internal static bool TryAddSingle(Tensor sum, Tensor added)
    {
        if (!sum.IsOwnSingle || sum.DType != added.DType) return false;
        if (sum.DType == DType.Float64) sum.Put(sum.Read<double>() + added.Read<double>());
        else if (sum.DType == DType.Float32) sum.Put(sum.Read<float>() + added.Read<float>());
        else return false;

        // The next gradient can have its place.
        if (added.IsOwnSingle && (added._origin & Origin.Pass) != 0) t_spare = added;
        return true;
    }

    internal void MarkShared()
    {
        if (_storage is { } storage) storage.IsShared = true;
        else _isShared = true;
    }

    /// <summary>Nobody has any more use for it: its memory is free for another result, if it is this tensor's alone.</summary>
    internal void Recycle()
    {
        if (_storage is { } storage && _function is null && IsOwn) storage.Recycle();
    }

    internal bool IsSameMemory(Tensor other) => ReferenceEquals(this, other) || (_storage is { } storage && ReferenceEquals(storage, other._storage));

    /// <summary>The one element; the caller knows its type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T Read<T>() where T : unmanaged => _storage is { } storage ? Storage<T>.ItemsOf(storage)[Layout.Offset] : Unsafe.As<long, T>(ref _bits);

    /// <summary>The element of an <see cref="IsSingle"/> as another type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T ReadAs<T>() where T : unmanaged => DType switch
    {
        DType.Float64 => Elements.FromDouble<T>(Read<double>()),
        DType.Float32 => Elements.FromDouble<T>(Read<float>()),
        _ => Elements.FromInt64<T>(Read<long>()),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Tensor Put<T>(T value) where T : unmanaged
    {
        Unsafe.As<long, T>(ref _bits) = value;
        return this;
    }

    // Who asks for the memory may keep it.
    private readonly struct MoveOut(Tensor tensor) : ITypedAction
    {
        public void Run<T>() where T : unmanaged =>
            Interlocked.CompareExchange(ref tensor._storage, new Storage<T>([Unsafe.As<long, T>(ref tensor._bits)]) { IsShared = true }, null);
    }
}
