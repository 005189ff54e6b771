exports.default = { both: ['GET /apps/v1/instance'] };
