using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceAutodiff.Generator.IR;
using SourceAutodiff.Generator.Parsing;

namespace SourceAutodiff.Generator.Lowering;

/// <summary><c>using</c> of structs and objects whose <c>Dispose</c> is in the project: the same as <c>try</c> and <c>finally</c>.</summary>
internal sealed partial class MethodLowering
{
    private Flow LowerUsing(IOperation resources, Sequence? body, IOperation site)
    {
        if (resources is IVariableDeclarationGroupOperation group)
            return LowerUsing([.. group.Declarations.SelectMany(declaration => declaration.Declarators)], 0, body, site);
        if (Disposer(resources.Type, site) is not { } dispose) return LowerSequence(body);
        Value[] made = LowerComponents(resources, null);
        if (HasFailed) return LowerSequence(body);
        Place[] resource = LayoutOf(resources.Type) is ObjectLayout ? [.. made.Select(value => new ValuePlace(value))] : DeclareCopy(resources.Type!, made, "resource");
        return LowerUsing(dispose, resources.Type!, resource, () => LowerSequence(body), site);
    }

    /// <summary>The last one declared is the first to be disposed of.</summary>
    private Flow LowerUsing(IReadOnlyList<IVariableDeclaratorOperation> declarators, int index, Sequence? body, IOperation site)
    {
        if (index == declarators.Count) return LowerSequence(body);
        ILocalSymbol local = declarators[index].Symbol;
        if (Disposer(local.Type, site) is not { } dispose)
        {
            _broken.Add(local);
            return LowerSequence(body);
        }

        LowerDeclarator(declarators[index], declarators[index].GetVariableInitializer());
        Flow Rest() => LowerUsing(declarators, index + 1, body, site);
        return HasFailed ? Rest() : LowerUsing(dispose, local.Type, _frame.Find(local)!, Rest, site);
    }

    private Flow LowerUsing(IMethodSymbol dispose, ITypeSymbol type, Place[] resource, Func<Flow> body, IOperation site)
    {
        bool isReference = LayoutOf(type) is ObjectLayout;
        Value[] leaves = isReference ? [.. resource.Select(place => Read(place, null))] : [];
        if (isReference && leaves.Length > 0 && (Presence(type, leaves) is not { } isThere || Settled(isThere) != true)) ReportUnknownPresence(site);
        Place[] receiver = isReference ? [.. leaves.Select(leaf => new ValuePlace(leaf))] : resource;
        return LowerFinally(body, () => LowerInline(dispose, receiver, [], site, null), site, "a 'using'");
    }

    /// <summary>What is called at the end; null after a diagnostic.</summary>
    private IMethodSymbol? Disposer(ITypeSymbol? type, IOperation site)
    {
        IMethodSymbol? contract = _model.Compilation.GetSpecialType(SpecialType.System_IDisposable).GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault();
        if (contract is not null && type is INamedTypeSymbol named && LayoutOf(named) is StructLayout or ObjectLayout)
        {
            IMethodSymbol? dispose = named.FindImplementationForInterfaceMember(contract) as IMethodSymbol
                ?? named.GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault(method => named.IsRefLikeType && method.Parameters.IsEmpty);
            if (dispose is not null && IsInSource(dispose) && !Contracts.IsOpen(dispose)) return ResolveMethod(dispose);
        }

        ReportUnsupported(site);
        return null;
    }
}
