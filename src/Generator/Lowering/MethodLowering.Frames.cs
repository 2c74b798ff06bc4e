using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

internal sealed partial class MethodLowering
{
    // A body that calls itself through its delegates ends by itself, as in Apply(y => Apply(z => a * z, y), x); after so many it is taken to be recursive.
    private const int DeepestReentry = 8;
    private const int MostInlined = 4000;

    private readonly Stack<Frame> _active = new();
    private int _inlined;

    /// <summary>
    /// Lowers the body of a method, operator, accessor or constructor in the place of its call: <paramref name="receiver"/> is what <c>this</c> stands for,
    /// arguments are evaluated here, in order. The leaves of the result; null after a diagnostic.
    /// </summary>
    private Value[]? LowerInline(IMethodSymbol method, Place[]? receiver, IReadOnlyList<IArgumentOperation> arguments, IOperation site, string? hint)
    {
        if (FindCallee(method, site) is not { } callee || LowerArguments(callee.Method, arguments) is not { } bound) return null;
        return LowerInline(callee, receiver, bound, site, hint);
    }

    /// <summary>The same, with what each parameter stands for.</summary>
    private Value[]? LowerInline(Callee callee, Place[]? receiver, Place[][] arguments, IOperation site, string? hint)
    {
        if (HasFailed || !MayEnter(callee, site)) return null;
        bool isAnnotated = callee.Outer is null && KnownTypes.FindDifferentiable(callee.Method) is not null;
        DiagnosticBag diagnostics = _diagnostics;
        if (isAnnotated) _diagnostics = new DiagnosticBag();

        var frame = new Frame(callee.Method, callee.Model, callee.Types, callee.Body, callee.Outer, _order) { Receiver = ReceiverOf(callee, receiver) };
        _diagnostics.Enter(site.Syntax.GetLocation());
        Value[] results = InFrame(frame, () =>
        {
            for (int i = 0; i < arguments.Length; i++) frame.Bind(callee.Method.Parameters[i], arguments[i]);
            DeclareResults(frame, callee.Method, hint ?? NameOf(callee.Method));
            LowerSequence(new Sequence(callee.Body, null));
            return frame.Results.Select(result => _environment[result] ?? (IsMemory(result.Type) ? Placeholder(result.Type) : _builder.Zero(result.Type))).ToArray();
        });

        if (!frame.HasClosures) _environment.RemoveAll(variable => frame.Owns(variable) && variable.Kind != VariableKind.Field);
        _diagnostics.Leave();
        _diagnostics = diagnostics;
        // An annotated method reports what is wrong in it by itself; repeating that here would show it twice.
        if (isAnnotated && HasFailed) Report(Descriptors.CalleeHasErrors, site, callee.Method.Name, "it is marked [Differentiable] and has errors of its own");
        if (HasFailed) return null;
        if (results.FirstOrDefault(Known.IsUnclear) is not { } unclear) return results;
        ReportUnclear(unclear, site, callee.Method.ReturnType);
        return null;
    }

    private T InFrame<T>(Frame frame, Func<T> lower)
    {
        (Frame outer, Variable returned, LoopScope scope, Continuation continuation) = (_frame, _returned, _scope, _continuation);
        _active.Push(frame);
        Enter(frame);
        _returned = NewVariable("returned", IrType.Bool, VariableKind.Flag);
        _environment[_returned] = Known.False;
        _scope = new LoopScope(null, null, null, _returned, null, null);
        _continuation = Continuation.End;
        T result = lower();
        _active.Pop();
        Enter(outer);
        (_returned, _scope, _continuation) = (returned, scope, continuation);
        return result;
    }

    private void Enter(Frame frame)
    {
        _frame = frame;
        _model = frame.Model;
        _method = frame.Method;
        _types = frame.Types;
    }

    /// <summary>The variables that take what the body returns. A returned reference to an element is its buffer and its index.</summary>
    private void DeclareResults(Frame frame, IMethodSymbol method, string name)
    {
        if (method.ReturnsVoid) return;
        IrType[] types = ReturnsReference(method)
            ? [new BufferType(_types.Scalar(method.ReturnType) ?? IrType.F64, BufferKind.Span), IrType.I32]
            : Leaves(method.ReturnType) ?? [];
        foreach (IrType type in types)
        {
            Variable result = NewVariable(name, type, VariableKind.Result);
            frame.Results.Add(result);
            _environment[result] = null;
        }
    }

    private static bool ReturnsReference(IMethodSymbol method) => method.ReturnsByRef || method.ReturnsByRefReadonly;

    private bool MayEnter(Callee callee, IOperation site)
    {
        int entered = _active.Count(frame => ReferenceEquals(frame.Outer, callee.Outer) && SymbolEqualityComparer.Default.Equals(frame.Method, callee.Method));
        bool takesFunctions = callee.Method.IsGenericMethod || callee.Method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate);
        if (entered >= (takesFunctions ? DeepestReentry : 1))
        {
            Report(Descriptors.Recursion, site, WrittenName(callee.Method));
            return false;
        }

        if (++_inlined <= MostInlined) return true;
        ReportUnsupported(site, "a method that calls so many others", "split it");
        return false;
    }

    /// <summary>For a variable that holds what the method returns.</summary>
    private static string NameOf(IMethodSymbol method) => ToCamel((method.AssociatedSymbol ?? method).Name is { Length: > 0 } name ? name : "t");

    /// <summary>As the user calls it: an accessor by its property.</summary>
    private static string WrittenName(IMethodSymbol method) => (method.AssociatedSymbol ?? method).Name is { Length: > 0 } name ? name : "a lambda";

    /// <summary>The body of a method whose source is at hand, with its type parameters bound to what they are in this call; null after a diagnostic.</summary>
    private Callee? FindCallee(IMethodSymbol method, IOperation site)
    {
        IMethodSymbol definition = ProgramLowering.Implementation(method.OriginalDefinition);
        _program.LookInto(definition);
        if (BindTypes(method, definition) is not { } types)
        {
            Report(Descriptors.CalleeHasErrors, site, WrittenName(method), "it is called with a type argument that is neither floating-point nor int nor long");
            return null;
        }

        if (SignatureProblem(definition, types) is string problem)
        {
            Report(Descriptors.CalleeHasErrors, site, WrittenName(method), problem);
            return null;
        }

        if (Callee.BodyOf(definition, _model.Compilation, _cancellation, out SemanticModel? model) is { } body) return new Callee(definition, body, model!, types, null);
        if (site is IInvocationOperation call) ReportCall(call);
        else ReportUnsupported(site);
        return null;
    }

    private string? SignatureProblem(IMethodSymbol method, TypeMap types)
    {
        if (MethodChecks.UnsupportedBody(method, _cancellation) is string kind) return $"it is {kind}";
        IParameterSymbol? unknown = method.Parameters.FirstOrDefault(parameter => Leaves(parameter.Type, types) is null);
        if (unknown is not null) return $"its parameter '{unknown.Name}' has the unsupported type '{unknown.Type.ToDisplayString()}'";
        return method.ReturnsVoid || Leaves(method.ReturnType, types) is not null ? null : $"it returns the unsupported type '{method.ReturnType.ToDisplayString()}'";
    }

    /// <summary>The method with its type arguments in terms of the annotated method.</summary>
    private IMethodSymbol ResolveMethod(IMethodSymbol method)
    {
        IMethodSymbol resolved = method.OriginalDefinition;
        if (method.ContainingType is { } type && _types.Resolve(type, _model.Compilation) is INamedTypeSymbol { IsGenericType: true } container)
            resolved = container.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)) ?? resolved;
        return method.Arity == 0 ? resolved : resolved.Construct(method.TypeArguments.Select(argument => _types.Resolve(argument, _model.Compilation)).ToArray());
    }

    /// <summary>What a call on a type parameter goes to, now that the type it stands for is known.</summary>
    private IMethodSymbol? Implementation(IMethodSymbol member, ITypeSymbol constrained)
    {
        if (_types.Resolve(constrained, _model.Compilation) is not INamedTypeSymbol type) return null;
        IMethodSymbol resolved = ResolveMethod(member);
        var found = type.FindImplementationForInterfaceMember(resolved.ConstructedFrom) as IMethodSymbol;
        if (found is null) return member.IsAbstract ? null : resolved;
        return resolved.Arity == 0 ? found : found.ConstructedFrom.Construct(resolved.TypeArguments.ToArray());
    }

    private TypeMap? BindTypes(IMethodSymbol method, IMethodSymbol definition, TypeMap? outer = null)
    {
        Dictionary<ITypeParameterSymbol, ITypeSymbol> arguments = new(SymbolEqualityComparer.Default);
        for (int i = 0; i < method.TypeArguments.Length; i++) arguments[definition.TypeParameters[i]] = _types.Resolve(method.TypeArguments[i], _model.Compilation);
        for (INamedTypeSymbol? type = outer is null ? method.ContainingType : null; type is not null; type = type.ContainingType)
        {
            for (int i = 0; i < type.TypeArguments.Length; i++) arguments[type.OriginalDefinition.TypeParameters[i]] = _types.Resolve(type.TypeArguments[i], _model.Compilation);
        }

        // Arithmetic on narrower integers is done in int, which operators on T would not show.
        bool holds = arguments.Values.All(type => TypeMap.Open.Scalar(type) is not { } scalar || scalar.IsReal || scalar == IrType.I32 || scalar == IrType.I64 || scalar == IrType.Bool);
        return holds ? new TypeMap(arguments, outer) : null;
    }
}
