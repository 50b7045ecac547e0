/// The figures that portraits are written from. Each is an indicator; its id is the raw value.
///
/// What is not here is not written about: nothing of origin, religion, health or opinion can come into a text, because no
/// rule can ask for it.
enum PortraitFigure: String, CaseIterable, Sendable {
    // Where.
    case density
    case urbanSize = "urban_size"
    case remote = "remote_share"
    case jobs = "jobs_per_active"
    case farms = "farm_workplace_share"
    case growth = "population_growth"
    case tourists = "tourist_beds"
    // Homes.
    case houses = "house_share"
    case owners = "owner_share"
    case socialHousing = "social_housing_share"
    case secondHomes = "second_home_share"
    case vacant = "vacant_share"
    case crowded = "overcrowded_share"
    case poorEnergy = "poor_energy_share"
    // People.
    case children = "under_15_share"
    case seniors = "over_65_share"
    case youngAdults = "young_adult_share"
    case alone = "single_person_share"
    case singleParents = "single_parent_share"
    case homeSize = "people_per_home"
    // Work and means.
    case income = "median_income"
    case poverty = "poverty_rate"
    case spread = "income_ratio"
    case property = "property_income_share"
    case pensions = "pension_income_share"
    case managers = "manager_share"
    case workers = "worker_share"
    case graduates = "higher_education_share"
    case unemployment = "unemployment_rate"
    // Daily life.
    case noCar = "no_car_share"
    case commuteMinutes = "commute_minutes"
    case commuteKilometres = "commute_km"
    case shops = "shop_density"
    case restaurants = "restaurant_density"
}
