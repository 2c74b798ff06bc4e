namespace SourceAutodiff.Runtime.Tests.Training;

/// <summary>Steps against the formulas of PyTorch's documentation, written out for one number.</summary>
public class OptimizerTests
{
    private static readonly double[] s_grads = [0.5, -1.25, 0.75, 2, -0.1];

    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0.9, 0, 0, false)]
    [InlineData(0.9, 0.3, 0.01, false)]
    [InlineData(0.8, 0, 0.1, true)]
    [InlineData(0, 0, 0.1, false)]
    public void Sgd_follows_its_formula(double momentum, double dampening, double decay, bool nesterov)
    {
        double p = 1.5, b = 0;
        for (int t = 0; t < s_grads.Length; t++)
        {
            double g = s_grads[t] + (decay * p);
            b = t == 0 ? g : (momentum * b) + ((1 - dampening) * g);
            p -= 0.1 * (momentum == 0 ? g : nesterov ? g + (momentum * b) : b);
        }

        Assert.Equal(p, Run(parameters => new Sgd(parameters, 0.1, momentum, dampening, decay, nesterov)), 1e-14);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    public void Adam_follows_its_formula(double decay, bool isDecoupled)
    {
        double p = 1.5, m = 0, v = 0;
        for (int t = 1; t <= s_grads.Length; t++)
        {
            double g = s_grads[t - 1];
            if (isDecoupled) p -= 0.1 * decay * p;
            else g += decay * p;
            m = (0.9 * m) + (0.1 * g);
            v = (0.99 * v) + (0.01 * g * g);
            p -= 0.1 * (m / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v / (1 - Math.Pow(0.99, t))) + 1e-8);
        }

        Assert.Equal(p, Run(parameters => isDecoupled ? new AdamW(parameters, 0.1, 0.9, 0.99, weightDecay: decay) : new Adam(parameters, 0.1, 0.9, 0.99, weightDecay: decay)), 1e-12);
    }

    /// <summary>More elements than a vector has, so that the rest after the vectors is there, too.</summary>
    private static double Run(Func<Tensor[], Optimizer> create)
    {
        Tensor parameter = Tensor.Full([19], 1.5, DType.Float64, requiresGrad: true);
        Optimizer optimizer = create([parameter]);
        foreach (double grad in s_grads)
        {
            parameter.Grad = Tensor.Full([19], grad, DType.Float64);
            optimizer.Step();
        }

        double[] values = parameter.ToArray<double>();
        Assert.All(values, value => Assert.Equal(values[0], value, 1e-14));
        return values[0];
    }

    [Fact]
    public void A_step_is_noticed_by_a_graph_that_needs_the_old_values()
    {
        Tensor parameter = Tensor.From([2.0], requiresGrad: true);
        Tensor square = (parameter * parameter).Sum();
        parameter.Grad = Tensor.From([1.0]);
        new Sgd([parameter], 0.1).Step();
        Assert.Contains("modified by an inplace operation", Assert.Throws<InvalidOperationException>(() => square.Backward()).Message);
    }

    [Fact]
    public void ZeroGrad_forgets_or_clears()
    {
        Tensor parameter = Tensor.From([2.0], requiresGrad: true);
        var optimizer = new Sgd([parameter]);
        parameter.Grad = Tensor.From([1.0]);
        optimizer.ZeroGrad(setToNull: false);
        Assert.Equal([0.0], parameter.Grad!.ToArray<double>());
        optimizer.ZeroGrad();
        Assert.Null(parameter.Grad);
        optimizer.Step();
        Assert.Equal([2.0], parameter.ToArray<double>());
    }

    [Fact]
    public void Wrong_parameters_are_refused()
    {
        Tensor leaf = Tensor.From([1.0], requiresGrad: true);
        Assert.Contains("empty parameter list", Assert.Throws<ArgumentException>(() => new Sgd([])).Message);
        Assert.Contains("non-leaf", Assert.Throws<ArgumentException>(() => new Sgd([leaf * 2])).Message);
        Assert.Contains("more than once", Assert.Throws<ArgumentException>(() => new Sgd([leaf, leaf])).Message);
        Assert.Contains("Float16", Assert.Throws<ArgumentException>(() => new Sgd([Tensor.Zeros([1], DType.Float16)])).Message);
        Assert.Contains("Nesterov", Assert.Throws<ArgumentException>(() => new Sgd([leaf], nesterov: true)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd([leaf], -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam([leaf], beta1: 1));
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("momentum")]
    [InlineData("adam")]
    [InlineData("adamw")]
    public void A_step_allocates_nothing(string kind)
    {
        Tensor[] parameters = [Tensor.Ones([100, 7], requiresGrad: true), Tensor.From(2.0, requiresGrad: true), Tensor.Ones([5], DType.Float64, requiresGrad: true)];
        foreach (Tensor parameter in parameters) (parameter * parameter).Sum().Backward();
        Optimizer optimizer = kind switch { "sgd" => new Sgd(parameters), "momentum" => new Sgd(parameters, momentum: 0.9, weightDecay: 0.1), "adam" => new Adam(parameters), _ => new AdamW(parameters) };
        for (int i = 0; i < 3; i++) optimizer.Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++) optimizer.Step();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0.9, 0.1, false)]
    [InlineData(0.9, 0, true)]
    [InlineData(0, 0.1, false)]
    public void Many_numbers_take_the_steps_of_one(double momentum, double decay, bool nesterov)
    {
        Tensor many = Tensor.From([.. Enumerable.Range(0, 13).Select(i => i - 5.5)], requiresGrad: true);
        Tensor[] ones = [.. many.ToArray<double>().Select(value => Tensor.From(value, requiresGrad: true))];
        Optimizer[] optimizers = [new Sgd([many], 0.1, momentum, 0, decay, nesterov), new Sgd(ones, 0.1, momentum, 0, decay, nesterov)];
        for (int step = 0; step < 4; step++)
        {
            many.Grad = many.Detach() * many.Detach();
            foreach (Tensor one in ones) one.Grad = one.Detach() * one.Detach();
            foreach (Optimizer optimizer in optimizers) optimizer.Step();
        }

        Assert.Equal(ones.Select(one => one.Item()), many.ToArray<double>());
    }

    [Fact]
    public void Clipping_by_norm_scales_all_alike()
    {
        Tensor a = Tensor.From([0.0], requiresGrad: true), b = Tensor.From([0.0, 0.0], requiresGrad: true), none = Tensor.From([0.0], requiresGrad: true);
        (a.Grad, b.Grad) = (Tensor.From([3.0]), Tensor.From([0.0, 4.0]));
        Assert.Equal(5, GradientClipping.ByNorm([a, b, none], 10), 1e-12);
        Assert.Equal([3.0], a.Grad.ToArray<double>());
        Assert.Equal(5, GradientClipping.ByNorm([a, b, none], 1), 1e-12);
        Assert.Equal(0.6, a.Grad.ToArray<double>()[0], 1e-6);
        Assert.Equal(0.8, b.Grad.ToArray<double>()[1], 1e-6);
    }

    [Fact]
    public void Clipping_by_value_cuts_off()
    {
        Tensor a = Tensor.From([0.0, 0, 0], requiresGrad: true);
        a.Grad = Tensor.From([-3.0, 0.5, 2]);
        GradientClipping.ByValue([a], 1);
        Assert.Equal([-1.0, 0.5, 1], a.Grad.ToArray<double>());
    }

    [Fact]
    public void Schedules_follow_their_formulas()
    {
        Assert.Equal([1, 1, 0.5, 0.5, 0.25], Rates(optimizer => LearningRateSchedule.Steps(optimizer, 2, 0.5)));
        Assert.Equal([1, 0.5, 0.25, 0.125, 0.0625], Rates(optimizer => LearningRateSchedule.Exponential(optimizer, 0.5)));
        Assert.Equal([1, 0.853553390593, 0.5, 0.146446609407, 0], Rates(optimizer => LearningRateSchedule.Cosine(optimizer, 4)));
        Assert.Equal([0.5, 0.75, 1, 1, 1], Rates(optimizer => LearningRateSchedule.Warmup(optimizer, 2, 0.5)));
    }

    private static double[] Rates(Func<Optimizer, LearningRateSchedule> create)
    {
        var optimizer = new Sgd([Tensor.From([1.0], requiresGrad: true)], 1);
        LearningRateSchedule schedule = create(optimizer);
        var rates = new double[5];
        for (int i = 0; i < rates.Length; i++)
        {
            rates[i] = Math.Round(optimizer.LearningRate, 12);
            schedule.Step();
        }

        return [.. rates.Select(rate => rate == 0 ? 0 : rate)];
    }
}
