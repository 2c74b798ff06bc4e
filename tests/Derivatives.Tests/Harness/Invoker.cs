using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace DerivativeTests.Harness;

/// <summary>
/// Calls any static method with arguments kept in <see cref="Slots"/>. Reflection cannot pass spans, so the call is compiled; it allocates nothing itself.
/// </summary>
internal sealed class Invoker
{
    private readonly Action<object[], object?> _call;
    private readonly Type? _result;

    public Invoker(MethodInfo method)
    {
        Method = method;
        Type result = method.ReturnType;
        _result = result == typeof(void) ? null : typeof(StrongBox<>).MakeGenericType(result);

        var thunk = new DynamicMethod("Call" + method.Name, null, [typeof(object[]), typeof(object)], typeof(Invoker).Module, skipVisibility: true);
        ILGenerator il = thunk.GetILGenerator();
        if (_result is not null)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Castclass, _result);
        }

        ParameterInfo[] parameters = method.GetParameters();
        for (int i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            LoadArgument(il, parameters[i].ParameterType);
        }

        il.Emit(OpCodes.Call, method);
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
        if (type.IsArray)
        {
            il.Emit(OpCodes.Castclass, type);
        }
        else if (type.IsByRefLike)
        {
            Type array = type.GetGenericArguments()[0].MakeArrayType();
            il.Emit(OpCodes.Castclass, array);
            il.Emit(OpCodes.Newobj, type.GetConstructor([array])!);
        }
        else
        {
            Type box = typeof(StrongBox<>).MakeGenericType(type.IsByRef ? type.GetElementType()! : type);
            il.Emit(OpCodes.Castclass, box);
            il.Emit(type.IsByRef ? OpCodes.Ldflda : OpCodes.Ldfld, box.GetField("Value")!);
        }
    }
}
