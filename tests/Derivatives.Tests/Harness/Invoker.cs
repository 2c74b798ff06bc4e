using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DerivativeTests.Harness;

/// <summary>
/// Calls any method with arguments kept in <see cref="Slots"/>, the receiver first. Reflection cannot pass spans, so the call is compiled; it allocates
/// nothing itself.
/// </summary>
internal sealed class Invoker
{
    private readonly Action<object[], object?> _call;
    private readonly Type? _result;

    public Invoker(MethodInfo method)
    {
        Method = method;
        Type result = method.ReturnType;
        if (result.IsByRef || result.IsByRefLike) throw new HarnessException($"{method}: returns a {result}");
        _result = result == typeof(void) ? null : typeof(StrongBox<>).MakeGenericType(result);

        var thunk = new DynamicMethod("Call" + method.Name, null, [typeof(object[]), typeof(object)], typeof(Invoker).Module, skipVisibility: true);
        ILGenerator il = thunk.GetILGenerator();
        if (_result is not null)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Castclass, _result);
        }

        List<Type> types = [.. method.GetParameters().Select(p => p.ParameterType)];
        if (!method.IsStatic) types.Insert(0, method.DeclaringType!.IsValueType ? method.DeclaringType.MakeByRefType() : method.DeclaringType);
        for (int i = 0; i < types.Count; i++)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            LoadArgument(il, types[i]);
        }

        il.Emit(method.IsVirtual && !method.DeclaringType!.IsValueType ? OpCodes.Callvirt : OpCodes.Call, method);
        if (_result is not null) il.Emit(OpCodes.Stfld, _result.GetField("Value")!);
        il.Emit(OpCodes.Ret);
        _call = thunk.CreateDelegate<Action<object[], object?>>();
    }

    public MethodInfo Method { get; }

    /// <summary>A place for the result; null when there is none.</summary>
    public object? NewResult() => _result is null ? null : Activator.CreateInstance(_result);

    public void Call(object[] slots, object? result) => _call(slots, result);

    public object? Call(object[] slots)
    {
        object? result = NewResult();
        _call(slots, result);
        return result is null ? null : ((IStrongBox)result).Value;
    }

    private static void LoadArgument(ILGenerator il, Type type)
    {
        if (type.IsByRef)
        {
            Type box = typeof(StrongBox<>).MakeGenericType(type.GetElementType()!);
            il.Emit(OpCodes.Castclass, box);
            il.Emit(OpCodes.Ldflda, box.GetField("Value")!);
        }
        else if (!type.IsValueType)
        {
            il.Emit(OpCodes.Castclass, type);
        }
        else if (BufferLoader(type) is { } load)
        {
            il.Emit(OpCodes.Call, typeof(Invoker).GetMethod(load, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type.GetGenericArguments()));
        }
        else
        {
            if (type.IsByRefLike) throw new HarnessException($"cannot pass a {type}");
            Type box = typeof(StrongBox<>).MakeGenericType(type);
            il.Emit(OpCodes.Castclass, box);
            il.Emit(OpCodes.Ldfld, box.GetField("Value")!);
        }
    }

    private static string? BufferLoader(Type type)
    {
        Type? definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return definition == typeof(Span<>) ? nameof(LoadSpan)
            : definition == typeof(ReadOnlySpan<>) ? nameof(LoadReadOnlySpan)
            : definition == typeof(Memory<>) ? nameof(LoadMemory)
            : definition == typeof(ReadOnlyMemory<>) ? nameof(LoadReadOnlyMemory)
            : null;
    }

    private static Span<T> LoadSpan<T>(object slot) => slot is List<T> list ? CollectionsMarshal.AsSpan(list) : (T[])slot;

    private static ReadOnlySpan<T> LoadReadOnlySpan<T>(object slot) => LoadSpan<T>(slot);

    private static Memory<T> LoadMemory<T>(object slot) => (T[])slot;

    private static ReadOnlyMemory<T> LoadReadOnlyMemory<T>(object slot) => (T[])slot;
}
