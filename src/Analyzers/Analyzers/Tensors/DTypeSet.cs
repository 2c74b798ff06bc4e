namespace SourceAutodiff.Analyzers.Tensors;

/// <summary>Which element types a tensor may have: a bit for each member of the runtime's <c>DType</c>, by its number.</summary>
internal readonly record struct DTypeSet(int Bits)
{
    private const int Count = 10;
    private const int FirstInteger = 1;
    private const int FirstFloating = 6;
    private const int All = (1 << Count) - 1;
    private const int Floating = All & ~((1 << FirstFloating) - 1);

    public static readonly DTypeSet None;
    public static readonly DTypeSet Unknown = new(All);
    public static readonly DTypeSet Bool = Of(0);
    public static readonly DTypeSet UInt8 = Of(1);
    public static readonly DTypeSet Int64 = Of(5);
    public static readonly DTypeSet Float32 = Of(8);
    public static readonly DTypeSet Float64 = Of(9);

    public bool IsNonFloating => Bits != 0 && (Bits & Floating) == 0;

    public bool IsFloating => Bits != 0 && (Bits & ~Floating) == 0;

    /// <summary>The members that cannot require a gradient.</summary>
    public DTypeSet NonFloating => new(Bits & ~Floating);

    /// <summary>The number of the only member.</summary>
    public int? Single => Bits != 0 && (Bits & (Bits - 1)) == 0 ? Members().Single() : null;

    public static DTypeSet Of(int number) => number is >= 0 and < Count ? new(1 << number) : Unknown;

    /// <summary>Of elements of a C# type, by its metadata name.</summary>
    public static DTypeSet OfElements(string typeName) => typeName switch
    {
        "Boolean" => Of(0),
        "Byte" => Of(1),
        "SByte" => Of(2),
        "Int16" => Of(3),
        "Int32" => Of(4),
        "Int64" => Of(5),
        "Half" => Of(6),
        "BFloat16" => Of(7),
        "Single" => Of(8),
        "Double" => Of(9),
        _ => Unknown,
    };

    public static string Name(int number) => number switch { 0 => "Bool", 1 => "UInt8", 2 => "Int8", 3 => "Int16", 4 => "Int32", 5 => "Int64", 6 => "Float16", 7 => "BFloat16", 8 => "Float32", _ => "Float64" };

    public DTypeSet Union(DTypeSet other) => new(Bits | other.Bits);

    public bool Contains(int number) => (Bits & (1 << number)) != 0;

    public DTypeSet Map(Func<int, DTypeSet> result) => Members().Aggregate(None, (set, member) => set.Union(result(member)));

    /// <summary>Integers and booleans become what an operation on real numbers makes of them.</summary>
    public DTypeSet ToFloating() => Map(member => member >= FirstFloating ? Of(member) : Float32);

    /// <summary>Integers and booleans become what they are counted in.</summary>
    public DTypeSet ToSum() => Map(member => member >= FirstFloating ? Of(member) : Int64);

    /// <summary>What a result of two tensors may have, whatever their ranks are: of different ranks, the one with more dimensions decides unless the other is of a higher category.</summary>
    public static DTypeSet Promote(DTypeSet a, DTypeSet b) => a.Map(x => b.Map(y =>
    {
        DTypeSet result = Promote(x, y);
        if (Category(y) <= Category(x)) result = result.Union(Of(x));
        if (Category(x) <= Category(y)) result = result.Union(Of(y));
        return result;
    }));

    /// <summary>What a result of a tensor and a number may have. Numbers are Bool, Int64 or Float64.</summary>
    public static DTypeSet PromoteNumber(DTypeSet tensor, DTypeSet number) =>
        tensor.Map(x => number.Map(y => Category(y) <= Category(x) ? Of(x) : y >= FirstFloating ? Float32 : Int64));

    public override string ToString() => string.Join(" or ", Members().Select(Name));

    public IEnumerable<int> Members()
    {
        for (int i = 0; i < Count; i++)
        {
            if (Contains(i)) yield return i;
        }
    }

    private static int Category(int type) => type < FirstInteger ? 0 : type < FirstFloating ? 1 : 2;

    private static DTypeSet Promote(int a, int b) => (Math.Min(a, b), Math.Max(a, b)) switch
    {
        (1, 2) => Of(3),
        (6, 7) => Float32,
        (_, int high) => Of(high),
    };
}
