"""Where the formulas behind the methods are published."""

PUBLICATIONS = {
    "Wilson": 'Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of the '
    "American Statistical Association 22, 209-212",
    "Byar": "Breslow, N. E. and Day, N. E. (1987), Statistical Methods in Cancer Research II, IARC, page 69; Public Health "
    "England (2018), Technical Guide: Confidence Intervals",
    "conditional": "Przyborowski, J. and Wilenski, H. (1940), Biometrika 31, 313-323",
    "conditional score": "Graham, P. L. and others (2003), Pharmaceutical Statistics 2, 75-83",
    "exact conditional": "Clopper, C. J. and Pearson, E. S. (1934), Biometrika 26, 404-413",
    "difference of two rates": "Zou, G. Y. and Donner, A. (2008), Statistics in Medicine 27, 1693-1702",
    "difference of two proportions": 'Newcombe, R. G. (1998), "Interval estimation for the difference between independent '
    'proportions", Statistics in Medicine 17, 873-890',
    "ratio of two proportions": "Donner, A. and Zou, G. Y. (2012), Statistical Methods in Medical Research 21, 347-359",
    "funnel": 'Spiegelhalter, D. J. (2005), "Funnel plots for comparing institutional performance", Statistics in Medicine '
    "24, 1185-1202",
    "XmR": "Wheeler, D. J. (2000), Understanding Variation, SPC Press",
    "prediction interval": "Krishnamoorthy, K. and Peng, J. (2011), Journal of Statistical Planning and Inference 141, 1709-1718",
    "joint": 'Klein, M., Wright, T. and Wieczorek, J. (2020), "A joint confidence region for an overall ranking of '
    'populations", Journal of the Royal Statistical Society C 69',
    "false discovery": "Benjamini, Y. and Hochberg, Y. (1995), Journal of the Royal Statistical Society B 57, 289-300",
}
"""By the words that a method has which uses the formula."""


def behind(method: str) -> list[str]:
    """The publications whose formulas a method uses; none for plain arithmetic, which the method spells out.

    Parameters
    ----------
    method : str
        How a value was worked out, as it is published with the value.
    """
    return [found for words, found in PUBLICATIONS.items() if words in method]
