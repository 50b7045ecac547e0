// Enrichment
