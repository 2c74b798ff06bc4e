using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.Diagnostics;
using SourceAutodiff.Generator.Infrastructure;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary>Lowers an annotated method and, once each, the methods it calls whose source is in the same compilation.</summary>
/// <param name="lookedInto">Takes all methods whose bodies were looked at, also those that could not be lowered.</param>
internal sealed class ProgramLowering(
    Compilation compilation, DiagnosticBag diagnostics, HashSet<IMethodSymbol> lookedInto, CancellationToken cancellation)
{
    private readonly Dictionary<string, Function?> _byKey = [];
    private readonly HashSet<string> _names = [];
    private RuleLowering? _rules;
    private INamedTypeSymbol? _user;
    private LayoutMap? _layouts;

    /// <summary>The methods that are being lowered, with the signature that calls of them see, by their key.</summary>
    private readonly Dictionary<string, Function> _inProgress = [];

    /// <summary>The names of those that are called again while they are lowered.</summary>
    private readonly HashSet<string> _recursive = [];

    /// <summary>In the order in which they were completed: a callee before its callers.</summary>
    public List<Function> Callees { get; } = [];

    public List<Site> Sites { get; } = [];

    /// <summary>Forward mode is asked for, so everything that is called needs it.</summary>
    public bool NeedsJvp { get; private set; }

    /// <summary>The method's derivative if that is another method; null if it is differentiated itself.</summary>
    public OpaqueMethod? FindOpaque(IMethodSymbol method, TypeMap types) => OpaqueMethods.Of(compilation).Find(method, types, _user!);

    /// <summary>The same for a call on an object of unknown class; null if it is no contract.</summary>
    public OpaqueMethod? FindContract(IMethodSymbol method, TypeMap types) => ContractCalls.Find(method, types, compilation, cancellation);

    public RuleLowering Rules => _rules ??= new RuleLowering(diagnostics, rule => LowerRow(rule, new DiagnosticBag()), name => Callees.Find(callee => callee.Name == name));

    /// <summary>The type that the derivatives are generated into.</summary>
    public INamedTypeSymbol Home => _user!;

    /// <summary>How types are made of scalars and buffers, as seen from the annotated method.</summary>
    public LayoutMap Layouts => _layouts ??= new LayoutMap(TypeMap.Open, _user!, compilation);

    public Function? LowerAnnotated(IMethodSymbol method, MethodRequest request)
    {
        string name = UniqueName(method.Name);
        _user = method.ContainingType;
        NeedsJvp = (request.Derivatives & (RequestedDerivatives.Jvp | RequestedDerivatives.Jacobian)) != 0;
        if (FindOpaque(method, TypeMap.Open) is { } opaque) return OpaqueFunction(name, method, request, opaque);
        if (request.Contract is { IsAbstract: true }) return Dispatch(method, request);
        string key = Arguments(method, method, TypeMap.Open) is { } arguments ? Key(Implementation(method), arguments) : "";
        Function? function = Lower(Implementation(method), name, key, TypeMap.Open, diagnostics, (lowering, body) => lowering.LowerAnnotated(body, request));
        if (function is not null && _recursive.Contains(name))
        {
            EquatableArray<Parameter> parameters = function.Parameters.Select(parameter => parameter with { Differentiated = parameter.Value.Type.IsReal || parameter.Value.Type.IsRealBuffer }).ToEquatableArray();
            Callees.Add(function with { Parameters = parameters });
        }

        return function;
    }

    private static string Key(IMethodSymbol definition, Dictionary<ITypeParameterSymbol, ITypeSymbol> arguments) =>
        definition.GetDocumentationCommentId() + string.Concat(arguments.Values.Select(type => "," + TypeMap.Open.Scalar(type)));

    /// <summary>An annotated method with a hand-written derivative is one call.</summary>
    private Function? OpaqueFunction(string name, IMethodSymbol method, MethodRequest request, OpaqueMethod opaque)
    {
        string display = method.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        if (opaque.Routine is not { } routine) diagnostics.Report(Descriptors.CallWithoutDerivative, method.Locations[0], display, opaque.Problem, opaque.WayOut);
        else if (routine.Parameters.Count != request.Parameters.Count(parameter => !parameter.IsPresence)) diagnostics.Report(Descriptors.CallWithoutDerivative, method.Locations[0], display, "a derivative written by hand is for numbers, arrays and spans", "pass those");
        else if (NeedsJvp && routine.Jvp is null) diagnostics.Report(Descriptors.CallWithoutJvp, method.Locations[0], display);
        if (opaque.Routine is null || diagnostics.HasFailed) return null;
        var values = new ValueFactory();
        Parameter[] parameters = [.. Declared(request, values).Select((parameter, i) => parameter with { Differentiated = parameter.Differentiated && opaque.Routine.Parameters[i].Differentiated })];
        return OneCall(name, request, opaque.Routine, parameters, parameters, values);
    }

    /// <summary>A method that is or implements a contract, as a call of it through that.</summary>
    public static Function Dispatch(IMethodSymbol method, MethodRequest request)
    {
        Routine routine = ContractCalls.Routine(Contracts.Of(method) ?? ContractRequest.Implemented(method).First(), TypeMap.Open);
        var values = new ValueFactory();
        List<Parameter> parameters = [.. Declared(request, values)];
        int leaves = request.Arguments[0].LeafCount;
        Parameter[] passed = [.. parameters.Skip(leaves)];
        Parameter? self = parameters.Take(leaves).LastOrDefault(parameter => parameter.Value.Type is BufferType { Kind: BufferKind.Object });
        // A struct is no object that could be called so: there, only the signature is of interest.
        if (self is null) parameters.Add(self = new Parameter(values.New(new BufferType(new ContentsType(routine.Receiver!), BufferKind.Object), "this"), ParameterRole.Primal, 0, Differentiated: false));
        return OneCall(method.Name, request, routine, parameters, [self, .. passed], values);
    }

    /// <summary>Whoever is called asks by himself whether an argument is null.</summary>
    private static IEnumerable<Parameter> Declared(MethodRequest request, ValueFactory values) => request.Parameters.Select((parameter, i) => (parameter, i)).Where(pair => !pair.parameter.IsPresence)
        .Select(pair => new Parameter(values.New(pair.parameter.Type, pair.parameter.Name), ParameterRole.Primal, pair.i, pair.parameter.Differentiated));

    private static Function OneCall(string name, MethodRequest request, Routine routine, IReadOnlyList<Parameter> parameters, IReadOnlyList<Parameter> passed, ValueFactory values)
    {
        var builder = new IrBuilder(values);
        Value[] results = [.. request.Results.Select(result => values.New(result.Type, "value"))];
        builder.Append(new Invoke(results.ToEquatableArray(), routine, passed.Select(parameter => parameter.Value).ToEquatableArray()));
        return new Function(
            name, parameters.ToEquatableArray(), results.Select((_, i) => new Result(ResultRole.Primal, i)).ToEquatableArray(),
            builder.ToRegion(parameters.Select(parameter => parameter.Value), results));
    }

    /// <summary>
    /// Whether the call can stay one in the IR: numbers, and arrays and spans of numbers, go in by value; numbers come out. All other calls are lowered in place.
    /// </summary>
    public bool IsSimple(IMethodSymbol method, TypeMap callerTypes)
    {
        IMethodSymbol definition = Implementation(method.OriginalDefinition);
        return method.IsStatic && Arguments(method, definition, callerTypes) is { } arguments && SignatureProblem(definition, new TypeMap(arguments)) is null && !AsksForNull(definition);
    }

    /// <summary>Whether an array was given at all is known where the call is.</summary>
    private bool AsksForNull(IMethodSymbol method) => method.Parameters.Any(parameter => parameter.Type is IArrayTypeSymbol) && MethodChecks.BodySyntax(method, cancellation) is { } body
        && body.DescendantNodes().Any(node => node.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.CoalesceExpression or SyntaxKind.ConditionalAccessExpression or SyntaxKind.IsExpression
            or SyntaxKind.RecursivePattern or SyntaxKind.ListPattern or SyntaxKind.DeclarationPattern or SyntaxKind.TypePattern);

    /// <summary>A method is lowered in place: the answer depends on its body.</summary>
    public void LookInto(IMethodSymbol definition) => lookedInto.Add(definition);

    /// <summary>The partials of a rule of the user's, or null after a diagnostic.</summary>
    public Function? LowerRow(UserRule rule, DiagnosticBag bag)
    {
        lookedInto.Add(rule.Row);
        _user ??= rule.Row.ContainingType;
        Function? partials = Lower(rule.Row, UniqueName(rule.Row.Name), "", TypeMap.Open, bag, (lowering, body) => lowering.Lower(body, _ => false));
        if (partials is null || !ReachesRecursion(partials)) return partials;
        bag.Report(Descriptors.Recursion, rule.Row.Locations[0], rule.Row.Name);
        return null;
    }

    /// <summary>A rule is put in the place of what it is for, so all that it calls must be, too.</summary>
    private bool ReachesRecursion(Function function)
    {
        var seen = new HashSet<string>();
        var queue = new Queue<Function>([function]);
        while (queue.Count > 0)
        {
            IrWalk.ForEachOperation(queue.Dequeue().Body, operation =>
            {
                if (operation is Call call && seen.Add(call.Callee) && Callees.Find(callee => callee.Name == call.Callee) is { } callee) queue.Enqueue(callee);
            });
        }

        return _recursive.Any(seen.Contains);
    }

    public bool CanCall(IMethodSymbol method) => _user is null || compilation.IsSymbolAccessibleWithin(method.OriginalDefinition, _user);

    /// <summary>The IR of a called method, or null after a diagnostic.</summary>
    public Function? LowerCallee(IMethodSymbol method, TypeMap callerTypes, DiagnosticBag callerDiagnostics, IInvocationOperation call)
    {
        IMethodSymbol definition = Implementation(method.OriginalDefinition);
        Location place = call.Syntax.GetLocation();
        lookedInto.Add(definition);
        if (Arguments(method, definition, callerTypes) is not { } arguments)
        {
            callerDiagnostics.Report(Descriptors.CalleeHasErrors, place, method.Name, "it is called with a type argument that is neither floating-point nor int nor long");
            return null;
        }

        string key = Key(definition, arguments);
        if (_inProgress.TryGetValue(key, out Function? signature))
        {
            if (signature.Parameters.Count != method.Parameters.Length || signature.Parameters.Any(parameter => parameter.Value.Type is BufferType { Kind: not (BufferKind.Array or BufferKind.Span or BufferKind.ReadOnlySpan) } or BufferType { Element: BufferType } or BufferType { Member: not null } || KnownTypes.HasVector(parameter.Value.Type))
                || MethodLowering.ComponentTypes(method.ReturnType, new TypeMap(arguments))?.Any(KnownTypes.HasVector) == true)
            {
                callerDiagnostics.Report(Descriptors.Recursion, place, method.Name);
                return null;
            }

            _recursive.Add(signature.Name);
            return signature;
        }

        if (_byKey.TryGetValue(key, out Function? known)) return Completed(known, definition, callerDiagnostics, place);
        var types = new TypeMap(arguments);
        if (SignatureProblem(definition, types) is string problem)
        {
            callerDiagnostics.Report(Descriptors.CalleeHasErrors, place, method.Name, problem);
            return null;
        }

        // An annotated method reports what is wrong in it by itself; repeating that here would show it twice.
        DiagnosticBag calleeDiagnostics = KnownTypes.FindDifferentiable(definition) is null ? callerDiagnostics : new DiagnosticBag();
        calleeDiagnostics.Enter(place);
        Function? function = Lower(definition, UniqueName(method.Name), key, types, calleeDiagnostics, (lowering, body) => lowering.Lower(body, _ => true));
        calleeDiagnostics.Leave();
        _byKey.Add(key, function);
        if (function is not null) Callees.Add(function);
        return Completed(function, definition, callerDiagnostics, place);
    }

    private static Function? Completed(Function? function, IMethodSymbol definition, DiagnosticBag callerDiagnostics, Location call)
    {
        if (function is not null) return function;
        if (KnownTypes.FindDifferentiable(definition) is not null)
            callerDiagnostics.Report(Descriptors.CalleeHasErrors, call, definition.Name, "it is marked [Differentiable] and has errors of its own");
        else
            callerDiagnostics.Fail();
        return null;
    }

    private Function? Lower(IMethodSymbol method, string name, string key, TypeMap types, DiagnosticBag bag, Func<MethodLowering, IMethodBodyOperation, Function> lower)
    {
        if (MethodChecks.BodySyntax(method, cancellation) is not { } syntax) return null;
        SemanticModel model = compilation.GetSemanticModel(syntax.SyntaxTree);
        if (model.GetOperation(syntax, cancellation) is not IMethodBodyOperation body) return null;
        int before = bag.Count;
        if (key.Length > 0) _inProgress[key] = Signature(method, name, types);
        var lowering = new MethodLowering(this, model, method, body, name, types, bag, cancellation);
        Function function = lower(lowering, body);
        _inProgress.Remove(key);
        return lowering.HasFailed || bag.Count > before ? null : function;
    }

    /// <summary>What a call needs to know of a function whose body is not there yet.</summary>
    private static Function Signature(IMethodSymbol method, string name, TypeMap types)
    {
        var values = new ValueFactory();
        Parameter[] parameters = [.. method.Parameters.Select((parameter, i) => (parameter, Type: types.Map(parameter.Type))).Where(pair => pair.Type is not null)
            .Select((pair, i) => new Parameter(values.New(pair.Type!, pair.parameter.Name), ParameterRole.Primal, i, Differentiated: false))];
        Value[] results = [.. (method.ReturnsVoid ? null : MethodLowering.ComponentTypes(method.ReturnType, types))?.Select(type => values.New(type, "result")) ?? []];
        return new Function(
            name, parameters.ToEquatableArray(), results.Select((_, i) => new Result(ResultRole.Primal, i)).ToEquatableArray(),
            new Region(parameters.Select(parameter => parameter.Value).ToEquatableArray(), [], results.ToEquatableArray()));
    }

    /// <summary>The two halves of a partial method have parameters of their own; the body uses those of the implementing one.</summary>
    public static IMethodSymbol Implementation(IMethodSymbol definition) => definition.PartialImplementationPart ?? definition;

    private string? SignatureProblem(IMethodSymbol method, TypeMap types)
    {
        if (MethodChecks.UnsupportedKind(method, cancellation) is string kind) return $"it is {kind}";
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (MethodChecks.UnsupportedPassing(parameter) is string passing) return $"its parameter '{parameter.Name}' is declared '{passing}'";
            if (types.Map(parameter.Type) is null) return $"its parameter '{parameter.Name}' has the unsupported type '{parameter.Type.ToDisplayString()}'";
        }

        return method.ReturnsVoid || MethodLowering.ComponentTypes(method.ReturnType, types) is not null
            ? null
            : $"it returns the unsupported type '{method.ReturnType.ToDisplayString()}'";
    }

    /// <summary>The types that the type parameters of the method and the types around it stand for in this call. Null if one of them is not a number.</summary>
    private Dictionary<ITypeParameterSymbol, ITypeSymbol>? Arguments(IMethodSymbol method, IMethodSymbol definition, TypeMap callerTypes)
    {
        Dictionary<ITypeParameterSymbol, ITypeSymbol> arguments = new(SymbolEqualityComparer.Default);
        for (int i = 0; i < method.TypeArguments.Length; i++)
        {
            if (!Add(definition.TypeParameters[i], method.TypeArguments[i])) return null;
        }

        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            for (int i = 0; i < type.TypeArguments.Length; i++)
            {
                if (!Add(type.OriginalDefinition.TypeParameters[i], type.TypeArguments[i])) return null;
            }
        }

        return arguments;

        bool Add(ITypeParameterSymbol parameter, ITypeSymbol argument)
        {
            // Arithmetic on narrower integers is done in int, which operators on T would not show.
            if (callerTypes.Scalar(argument) is not { } type || !(type.IsReal || type == IrType.I32 || type == IrType.I64)) return false;
            arguments[parameter] = callerTypes.Resolve(argument, compilation);
            return true;
        }
    }

    private string UniqueName(string name)
    {
        string unique = name;
        for (int i = 2; !_names.Add(unique); i++) unique = $"{name}_{i}";
        return unique;
    }
}
