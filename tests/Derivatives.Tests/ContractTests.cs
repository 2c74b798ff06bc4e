using DerivativeTests.Corpus;

namespace DerivativeTests;

/// <summary>What the gradient of an object of unknown class has to be.</summary>
public class ContractTests
{
    [Fact]
    public void It_is_another_object_of_its_class()
    {
        var call = new Contracts.Call { Strike = 1.2 };
        ArgumentException other = Assert.Throws<ArgumentException>(() => Contracts.DiscountedGradient(call, 1.5, 0.1, new Contracts.Power(2)));
        Assert.Contains("Contracts+Power but belongs to an object of class DerivativeTests.Corpus.Contracts+Call", other.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Contracts.DiscountedGradient(call, 1.5, 0.1, new Contracts.Digital()));
        Assert.Throws<ArgumentException>(() => Contracts.DiscountedGradient(new Contracts.Digital(), 1.5, 0.1, call));
        Assert.Throws<ArgumentException>(() => Contracts.DiscountedJvp(call, new Contracts.Power(2), 1.5, 0, 0.1, 0));
        Assert.Throws<ArgumentException>(() => Contracts.DiscountedGradient(call, 1.5, 0.1, call));
    }

    [Fact]
    public void So_is_that_of_an_object_in_it()
    {
        var spread = new Contracts.Spread { Long = new Contracts.Call { Strike = 1 }, Short = new Contracts.Call { Strike = 2 }, Weight = 0.5 };
        Assert.Throws<ArgumentException>(() => Contracts.DiscountedGradient(spread, 1.5, 0.1, new Contracts.Spread { Long = new Contracts.Call(), Short = null! }));
        Assert.Throws<ArgumentException>(() => Contracts.DiscountedGradient(spread, 1.5, 0.1, new Contracts.Spread { Long = new Contracts.Call(), Short = spread.Short }));
        spread.Short = new Contracts.Call { Strike = 2 };
        var gradient = new Contracts.Spread { Long = new Contracts.Call { Strike = 7 }, Short = new Contracts.Call { Strike = double.NaN } };
        Contracts.DiscountedGradient(spread, 1.5, 0.1, gradient);
        Assert.Equal(-Math.Exp(-0.1) / (1 + Math.Exp(-4 * 0.5)), ((Contracts.Call)gradient.Long).Strike, 1e-12);
        Assert.Equal(0.5 * Math.Exp(-0.1) / (1 + Math.Exp(-4 * 0.25)), ((Contracts.Call)gradient.Short).Strike, 1e-12);
    }

    /// <summary>The class's own members are not those of the class that the variable has.</summary>
    [Fact]
    public void Members_of_a_virtual_method_are_those_of_the_object()
    {
        ContractsKinds.Shifted curve = new ContractsKinds.Stressed { Base = new ContractsKinds.Flat { Level = 0.3 }, Shift = 0.1, Stress = 0.5 };
        var gradient = new ContractsKinds.Stressed { Base = new ContractsKinds.Flat() };
        (double value, double slope) = curve.RateValueAndGradient(2, gradient);
        Assert.Equal(curve.Rate(2), value);
        Assert.Equal(0.4 * 0.5, slope, 1e-12);
        Assert.Equal(0.8, gradient.Stress, 1e-12);
        Assert.Equal(2, gradient.Shift, 1e-12);
        Assert.Equal(2, ((ContractsKinds.Flat)gradient.Base).Level, 1e-12);
    }
}
