using SourceAutodiff.Golden.Running;

namespace SourceAutodiff.Golden.Operations;

/// <summary>Losses.</summary>
internal static class LossOperations
{
    public static readonly OperationTable Table = new()
    {
        ["mse_loss"] = c => Functional.MseLoss(c.X, c["target"], Reduced(c)),
        ["l1_loss"] = c => Functional.L1Loss(c.X, c["target"], Reduced(c)),
        ["huber_loss"] = c => Functional.HuberLoss(c.X, c["target"], Reduced(c), c.Real("delta", 1)),
        ["smooth_l1_loss"] = c => Functional.SmoothL1Loss(c.X, c["target"], Reduced(c), c.Real("beta", 1)),
        ["cross_entropy"] = c => Functional.CrossEntropy(c.X, c["target"], c.Maybe("weight"), c.Int("ignore_index", -100), Reduced(c), c.Real("label_smoothing", 0)),
        ["nll_loss"] = c => Functional.NllLoss(c.X, c["target"], c.Maybe("weight"), c.Int("ignore_index", -100), Reduced(c)),
        ["bce_with_logits"] = c => Functional.BinaryCrossEntropyWithLogits(c.X, c["target"], c.Maybe("weight"), Reduced(c), c.Maybe("pos_weight")),
        ["bce"] = c => Functional.BinaryCrossEntropy(c.X, c["target"], c.Maybe("weight"), Reduced(c)),
        ["kl_div"] = c => Functional.KlDiv(c.X, c["target"], Reduced(c), c.Flag("log_target")),
        ["poisson_nll_loss"] = c => Functional.PoissonNllLoss(c.X, c["target"], c.Flag("log_input", true), c.Flag("full"), c.Real("eps", 1e-8), Reduced(c)),
        ["gaussian_nll_loss"] = c => Functional.GaussianNllLoss(c.X, c["target"], c["var"], c.Flag("full"), c.Real("eps", 1e-6), Reduced(c)),
        ["hinge_embedding_loss"] = c => Functional.HingeEmbeddingLoss(c.X, c["target"], c.Real("margin", 1), Reduced(c)),
        ["margin_ranking_loss"] = c => Functional.MarginRankingLoss(c["input1"], c["input2"], c["target"], c.Real("margin", 0), Reduced(c)),
        ["triplet_margin_loss"] = c => Functional.TripletMarginLoss(c["anchor"], c["positive"], c["negative"], c.Real("margin", 1), c.Real("p", 2), c.Real("eps", 1e-6), c.Flag("swap"), Reduced(c)),
        ["cosine_embedding_loss"] = c => Functional.CosineEmbeddingLoss(c["input1"], c["input2"], c["target"], c.Real("margin", 0), Reduced(c)),
        ["multilabel_soft_margin_loss"] = c => Functional.MultilabelSoftMarginLoss(c.X, c["target"], c.Maybe("weight"), Reduced(c)),
        ["soft_margin_loss"] = c => Functional.SoftMarginLoss(c.X, c["target"], Reduced(c)),
        ["pairwise_distance"] = c => Functional.PairwiseDistance(c["x1"], c["x2"], c.Real("p", 2), c.Real("eps", 1e-6), c.Flag("keepdim")),
        ["cosine_similarity"] = c => Functional.CosineSimilarity(c["x1"], c["x2"], c.Int("dim", 1), c.Real("eps", 1e-8)),
    };

    private static Reduction Reduced(Case c) => c.Text("reduction", "mean") switch
    {
        "none" => Reduction.None,
        "sum" => Reduction.Sum,
        "mean" => Reduction.Mean,
        string other => throw new NotSupportedException($"No reduction is called '{other}'."),
    };
}
